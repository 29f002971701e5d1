namespace GptPrompting.Models;

/// <summary>
/// What the passes over a model's graph or graphs can do; <see cref="GraphSession"/> knows the names behind it.
/// </summary>
internal sealed record GraphLayout
{
    public required LayoutKind Kind { get; init; }

    public required bool HasMask { get; init; }

    public required bool HasPositions { get; init; }

    /// <summary>The key-value cache; <see cref="CacheLayout.None"/> where there is none.</summary>
    public required CacheLayout Cache { get; init; }

    /// <summary>
    /// Whether passes can go on from earlier ones. Where not, each pass is given all tokens of its sequences, and no
    /// past.
    /// </summary>
    public bool HasCache => Cache.Tensors.Count > 0;

    /// <summary>
    /// Whether masked slots between the tokens of a sequence change nothing, so that sequences of different length can
    /// share a padded batch and go on from it.
    /// </summary>
    public bool AllowsGaps => HasCache && HasMask && HasPositions && !CountsSlots;

    /// <summary>
    /// Whether the graph takes places from slots and not from positions: GroupQueryAttention, whose past length is the
    /// sum of the mask, and attention to a window of slots.
    /// </summary>
    public bool CountsSlots { get; init; }

    /// <inheritdoc cref="GraphSource.SumsMask"/>
    public bool SumsMask { get; init; }

    /// <summary>Whether logits come for the last token only: other rows take further runs behind a past.</summary>
    public bool GivesLastRowOnly { get; init; }

    /// <summary>The most sequences of one pass.</summary>
    public int MaxBatchSize { get; init; } = int.MaxValue;

    /// <summary>Whether two reads can be part of one pass, as far as the graph is concerned.</summary>
    /// <param name="past">Tokens before the one with more of them.</param>
    /// <param name="width">New tokens of the one with more of them.</param>
    /// <remarks>
    /// GroupQueryAttention refuses several new tokens of several sequences behind a past, and takes padding in single
    /// steps for a token.
    /// </remarks>
    public bool CanShare(int past, int width) => !SumsMask || (past == 0 ? !GivesLastRowOnly : width == 1);
}
