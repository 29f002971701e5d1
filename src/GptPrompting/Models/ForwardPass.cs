namespace GptPrompting.Models;

/// <summary>
/// What one run of a graph computes: b token sequences of s new tokens each, padded on the right to the same length,
/// behind p slots of key-value cache. <see cref="GraphSession"/> turns it into the inputs that a graph's layout asks
/// for.
/// </summary>
internal sealed record ForwardPass
{
    /// <summary>b, at least 1.</summary>
    public required int BatchSize { get; init; }

    /// <summary>s, at least 1.</summary>
    public required int Length { get; init; }

    /// <summary>[b, s], row-major; any valid id where there is padding.</summary>
    public required long[] TokenIds { get; init; }

    /// <summary>[b, s]: how many tokens of its sequence come before each token.</summary>
    public required long[] Positions { get; init; }

    /// <summary>[b, p + s]: 1 where the slot holds a token of the sequence, 0 where it is padding.</summary>
    public required long[] Mask { get; init; }

    /// <summary>Keys and values of b sequences in p slots; null where nothing was read yet, so that p is 0.</summary>
    public required KeyValueCache? Past { get; init; }

    /// <summary>Tokens whose logits are wanted, as rising indices into <see cref="TokenIds"/>; may be empty.</summary>
    public required int[] Rows { get; init; }

    /// <summary>
    /// Whether the keys and values are wanted afterwards. Where not, the graph need not hand them out, so that they are
    /// freed layer by layer.
    /// </summary>
    public bool KeepsCache { get; init; } = true;
}
