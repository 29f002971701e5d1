namespace GptPrompting.Models;

/// <summary>
/// A model that predicts every token of a text from all others. Any number of threads may read at once.
/// </summary>
internal interface IMaskedModel : IDisposable
{
    /// <summary>Columns of the logits; token ids are 0 to this minus 1.</summary>
    int VocabularySize { get; }

    /// <summary>The most tokens of one text, special tokens included.</summary>
    int ContextLength { get; }

    /// <summary>One forward pass.</summary>
    /// <param name="batch">Texts of at most <see cref="ContextLength"/> tokens.</param>
    /// <param name="rows">
    /// Tokens whose predictions are wanted, as rising indices into the batch's token ids; one or more.
    /// </param>
    /// <param name="cancellationToken">Ends the computation.</param>
    /// <returns>Logits of the wanted rows, [rows, VocabularySize].</returns>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    float[] Read(TokenBatch batch, IReadOnlyList<int> rows, CancellationToken cancellationToken);
}
