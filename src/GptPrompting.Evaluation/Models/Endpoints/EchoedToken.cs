namespace GptPrompting.Evaluation.Models.Endpoints;

/// <summary>A token of a text that was sent, as the endpoint answered for it.</summary>
/// <param name="Text">The token as text, as the server gives it.</param>
/// <param name="LogProbability">In nats; null where the server has none, as for the first token.</param>
/// <param name="IsMostProbable">Whether no token is more probable in its place; null where nobody says.</param>
/// <param name="Place">Where it stands in the text.</param>
internal sealed record EchoedToken(string Text, double? LogProbability, bool? IsMostProbable, TokenPlace Place)
{
    /// <summary>The token id; -1 where nobody says.</summary>
    public int Id { get; init; } = -1;
}
