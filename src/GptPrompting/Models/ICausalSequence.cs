namespace GptPrompting.Models;

/// <summary>What a model has read so far, kept as its key-value cache. For one thread at a time.</summary>
public interface ICausalSequence : IDisposable
{
    /// <summary>Tokens read so far, at most the model's context length.</summary>
    int Length { get; }

    /// <summary>
    /// Logits of the last read, row-major [rows, VocabularySize]; the last row predicts the token after the last one
    /// read. Empty before the first read and in a fresh fork. Valid until the next read or disposal.
    /// </summary>
    ReadOnlySpan<float> Logits { get; }

    /// <summary>
    /// How many of its first tokens were not computed for this sequence, because an earlier one had read them.
    /// </summary>
    int CachedTokenCount => 0;

    /// <summary>Reads further tokens and predicts what follows the last of them.</summary>
    /// <param name="tokenIds">At least one token id, at most what is left of the context length.</param>
    /// <param name="rows">How many logit rows to return, from the end: 0 to <paramref name="tokenIds"/>.Length.</param>
    /// <param name="cancellationToken">Ends the computation; the sequence then stays as it was before the call.</param>
    /// <returns><see cref="Logits"/>.</returns>
    /// <exception cref="ArgumentException">
    /// No token, too many tokens or rows, or an id outside the vocabulary.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The model or the sequence was disposed.</exception>
    ReadOnlySpan<float> Read(ReadOnlySpan<int> tokenIds, int rows, CancellationToken cancellationToken = default);

    /// <summary>A further sequence that begins with the same tokens and shares their computation.</summary>
    /// <param name="length">How many of the tokens read so far it has: 0 to <see cref="Length"/>.</param>
    /// <returns>A sequence of its own, which the caller disposes; this one goes on as before.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is not in the range.</exception>
    /// <exception cref="ObjectDisposedException">The model or the sequence was disposed.</exception>
    ICausalSequence Fork(int length);

    /// <summary>Bytes of keys and values that this sequence keeps from being freed.</summary>
    internal long Bytes => 0;

    /// <summary>Lets go of memory that it needs only because it shares it with other sequences.</summary>
    internal void Compact()
    {
    }
}
