namespace GptPrompting.Models;

/// <summary>What a graph wants to be told by an input that is no past.</summary>
internal enum InputRole
{
    /// <summary>[b, s].</summary>
    TokenIds,

    /// <summary>[b, p + s]: 1 where there is a token.</summary>
    Mask,

    /// <summary>[b, s].</summary>
    Positions,

    /// <summary>[b, s]: which of several texts a token belongs to; there is only one.</summary>
    TokenTypes,

    /// <summary>[1]: whether the past is to be read; the graph has one branch for each case.</summary>
    HasPast,

    /// <summary>Scalar: of how many tokens, from the end, logits are wanted; 0 means all.</summary>
    KeptRows,

    /// <summary>
    /// [n]: of which tokens logits are wanted, counted through the rows of a batch; the logits are then [n, v].
    /// </summary>
    WantedRows,

    /// <summary>[s]: the slots that the tokens will take.</summary>
    Slots,
}
