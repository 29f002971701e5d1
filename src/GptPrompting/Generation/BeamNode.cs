namespace GptPrompting.Generation;

/// <summary>A token at the end of a beam; those before it hang behind it and may be shared with other beams.</summary>
/// <param name="Before">The token before it in the output, or null.</param>
/// <param name="TokenId">The token.</param>
/// <param name="Score">Sum of the log-probabilities up to here, with what the options changed of them.</param>
/// <param name="Told">Its log-probability for the caller, where wanted.</param>
internal sealed record BeamNode(BeamNode? Before, int TokenId, double Score, TokenLogProbability? Told)
{
    public int Length { get; } = 1 + (Before?.Length ?? 0);

    /// <summary>The beam's nodes, the first token's first.</summary>
    public BeamNode[] Path()
    {
        var path = new BeamNode[Length];
        for (BeamNode? node = this; node is not null; node = node.Before)
        {
            path[node.Length - 1] = node;
        }

        return path;
    }

    /// <summary>Writes the output's token ids, the first one first.</summary>
    public void Write(Span<int> tokenIds)
    {
        for (BeamNode? node = this; node is not null; node = node.Before)
        {
            tokenIds[node.Length - 1] = node.TokenId;
        }
    }
}
