namespace GptPrompting.Generation;

/// <summary>One prompt of a batch.</summary>
/// <param name="Prompt">The text to continue, read as it is.</param>
/// <param name="Options">
/// How to choose tokens and when to end; null is greedy decoding of up to 256 tokens.
/// </param>
public sealed record GenerationRequest(string Prompt, GenerationOptions? Options = null);
