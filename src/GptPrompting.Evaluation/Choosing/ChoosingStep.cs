namespace GptPrompting.Evaluation.Choosing;

/// <summary>One more demonstration of a choice.</summary>
/// <param name="Demonstration">Its id.</param>
/// <param name="DevelopmentLoss">
/// Mean loss over the development samples with it and all before it, in nats per token.
/// </param>
/// <param name="PromptTokens">Tokens of the longest prompt so far.</param>
/// <param name="Tried">How many candidates were compared for its place.</param>
public sealed record ChoosingStep(string Demonstration, double DevelopmentLoss, int PromptTokens, int Tried);
