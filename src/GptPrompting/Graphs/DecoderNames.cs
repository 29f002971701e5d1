namespace GptPrompting.Graphs;

/// <summary>What a decoder graph calls its inputs and outputs. The defaults are those of most exporters.</summary>
internal sealed record DecoderNames
{
    /// <summary>Token ids [b, s].</summary>
    public string TokenIds { get; init; } = "input_ids";

    /// <summary>One for each token that is there, zero for padding, [b, past + s].</summary>
    public string Mask { get; init; } = "attention_mask";

    /// <summary>Positions [b, s].</summary>
    public string Positions { get; init; } = "position_ids";

    /// <summary>Logits [b, s, v].</summary>
    public string Logits { get; init; } = "logits";

    /// <summary>Inputs that say of how many last rows logits are wanted; 0 means all.</summary>
    public IReadOnlyList<string> RowCounts { get; init; } = ["num_logits_to_keep", "logits_to_keep"];
}
