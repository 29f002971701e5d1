namespace GptPrompting.Evaluation.Runs;

/// <summary>What is noted once the results of a batch are on disk.</summary>
/// <param name="Results">How many results there are now, those of this batch included.</param>
/// <param name="TokensRead">Tokens that the model read for this batch.</param>
/// <param name="TokensRequested">Tokens of its prompts and answers, whatever they share.</param>
/// <param name="Seconds">Seconds that each of its results took.</param>
internal sealed record BatchRecord(int Results, long TokensRead, long TokensRequested, IReadOnlyList<double> Seconds);
