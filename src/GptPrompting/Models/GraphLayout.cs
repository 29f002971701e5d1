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
}
