namespace GptPrompting.Evaluation.Results;

/// <summary>How a model found the answer of a demonstration, given the demonstrations before it.</summary>
/// <param name="Loss">Mean negative log-probability per token of the answer, in nats.</param>
/// <param name="TokenCount">How many tokens were scored, at least 1.</param>
public sealed record DemonstrationLoss(double Loss, int TokenCount);
