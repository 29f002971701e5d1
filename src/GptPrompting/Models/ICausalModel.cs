namespace GptPrompting.Models;

/// <summary>
/// A model that predicts the next token from those before it. Any number of threads may begin sequences at once.
/// </summary>
public interface ICausalModel : IDisposable
{
    /// <summary>Columns of the logits; token ids are 0 to this minus 1.</summary>
    int VocabularySize { get; }

    /// <summary>The most tokens that one sequence can read.</summary>
    int ContextLength { get; }

    /// <summary>Starts an empty sequence. The caller disposes it.</summary>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    ICausalSequence Begin();

    /// <summary>
    /// Reads further tokens into several sequences, in as few forward passes as the model can. Afterwards each
    /// sequence's <see cref="ICausalSequence.Logits"/> are those of its read. A model that does not say otherwise reads
    /// them one by one.
    /// </summary>
    /// <param name="reads">What to read; each sequence at most once.</param>
    /// <param name="cancellationToken">Ends the computation; a sequence has read all its tokens or none.</param>
    /// <exception cref="ArgumentException">One of the reads is not allowed.</exception>
    /// <exception cref="ObjectDisposedException">The model or a sequence was disposed.</exception>
    void Read(IReadOnlyList<SequenceRead> reads, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reads);
        foreach (SequenceRead read in reads)
        {
            read.Sequence.Read(read.TokenIds.Span, read.Rows, cancellationToken);
        }
    }

    /// <summary>
    /// How many sequences are worth reading side by side: so many tokens of each, behind so many others.
    /// </summary>
    internal int RowsPerPass(int past, int tokenCount) => 8;
}
