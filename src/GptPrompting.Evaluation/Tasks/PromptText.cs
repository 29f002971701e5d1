namespace GptPrompting.Evaluation.Tasks;

/// <summary>A rendered prompt, and where the answers of its demonstrations stand in it.</summary>
/// <param name="Text">The prompt, which ends where the answer begins.</param>
/// <param name="Answers">
/// For each demonstration in the order shown, its answer with the white space before it; empty where the prompt shows
/// them in a way that has no such places.
/// </param>
public sealed record PromptText(string Text, IReadOnlyList<TextSpan> Answers);
