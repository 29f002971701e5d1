namespace GptPrompting.Benchmarks.Systems;

/// <summary>What a system generated, and how long it took.</summary>
/// <param name="Ids">The tokens generated.</param>
/// <param name="First">From the call to the first token: the prompt is read.</param>
/// <param name="Rest">From the first token to the last: one forward pass for each further token.</param>
internal sealed record GeneratedTokens(int[] Ids, Duration First, Duration Rest);
