namespace GptPrompting.Models;

/// <summary>What one sequence reads in a pass over several.</summary>
/// <param name="Sequence">A sequence that the model began, or a fork of one; at most once in a pass.</param>
/// <param name="TokenIds">At least one token id, at most what is left of the context length.</param>
/// <param name="Rows">How many logit rows are wanted, from the end: 0 to the number of tokens.</param>
public readonly record struct SequenceRead(ICausalSequence Sequence, ReadOnlyMemory<int> TokenIds, int Rows)
{
    /// <summary>
    /// Whether the sequence is neither read on nor forked after this, so that the model need not keep what it has read.
    /// False by default.
    /// </summary>
    public bool IsLast { get; init; }
}
