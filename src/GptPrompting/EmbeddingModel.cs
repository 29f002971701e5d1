using GptPrompting.Demonstrations;
using GptPrompting.States;
using GptPrompting.Tokenization;

namespace GptPrompting;

/// <summary>
/// A model that reads a whole text and gives its states, with its tokenizer: an encoder or a sentence-transformers
/// model. Any number of threads may use one at once.
/// </summary>
/// <remarks>
/// <see cref="Dispose"/> is safe while other threads are in a call: it waits for their current forward pass, and their
/// next one throws <see cref="ObjectDisposedException"/>.
/// </remarks>
public sealed class EmbeddingModel : IDisposable
{
    private readonly EncoderFolder _opened;
    private readonly StateReader _states;

    private EmbeddingModel(EncoderFolder opened) => (_opened, _states) = (opened, opened.States());

    /// <summary>The name of the model's folder.</summary>
    public string Id => _opened.Id;

    /// <summary>The tokenizer of the model's folder.</summary>
    public HuggingFaceTokenizer Tokenizer => _opened.Tokenizer;

    /// <summary>The most tokens of a text, special tokens included.</summary>
    public int ContextLength => _opened.ContextLength;

    /// <summary>
    /// Opens a folder with an ONNX graph, <c>config.json</c> and <c>tokenizer.json</c>, as Hugging Face Optimum exports
    /// it for the task feature-extraction, or for sentence-transformers with <c>1_Pooling/config.json</c>.
    /// </summary>
    /// <param name="folder">The folder; relative paths start at the current directory.</param>
    /// <param name="options">Which graph to take, threads; null is the default.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">A file that the model needs is not in it.</exception>
    /// <exception cref="ModelFormatException">
    /// A file is not what it should be, or the graph gives neither hidden states nor a sentence embedding.
    /// </exception>
    public static EmbeddingModel Load(string folder, LanguageModelOptions? options = null)
    {
        var opened = EncoderFolder.Open(folder, options, typeof(EmbeddingModel));
        try
        {
            return opened.Graph.States is { Last: null, Sentence: null }
                ? throw StateReader.Missing(opened.Graph.Path, "hidden states or sentence embedding")
                : new EmbeddingModel(opened);
        }
        catch
        {
            opened.Graph.Dispose();
            throw;
        }
    }

    /// <summary>A text as one vector: the states of its tokens after the last layer, joined.</summary>
    /// <param name="text">The text, read with the special tokens that its model puts around it.</param>
    /// <param name="options">How to join them; null is the default.</param>
    /// <param name="cancellationToken">Ends the call with <see cref="OperationCanceledException"/>.</param>
    /// <returns>As many numbers as the model is wide.</returns>
    /// <exception cref="ArgumentException">The text has no token or too many, or is no valid Unicode.</exception>
    /// <exception cref="ModelFormatException">The graph does not give what is asked for.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public float[] Embed(
        string text, EmbeddingOptions? options = null, CancellationToken cancellationToken = default) =>
        _states.Embed([text], options ?? new EmbeddingOptions(), cancellationToken)[0];

    /// <summary>
    /// Several texts, each as one vector; read together where they are short, with the same result as one by one.
    /// </summary>
    /// <param name="texts">Any number of texts.</param>
    /// <param name="options">How to join the states; null is the default.</param>
    /// <param name="cancellationToken">Ends the call with <see cref="OperationCanceledException"/>.</param>
    /// <returns>One vector for each text, in the texts' order.</returns>
    /// <inheritdoc cref="Embed" path="/exception"/>
    public IReadOnlyList<float[]> EmbedBatch(
        IReadOnlyList<string> texts,
        EmbeddingOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return _states.Embed(texts, options ?? new EmbeddingOptions(), cancellationToken);
    }

    /// <summary>The model's vectors for choosing demonstrations, as <see cref="EmbedBatch"/> gives them.</summary>
    /// <param name="options">How to join the states; null is the default.</param>
    /// <returns>An embedder that answers at once; it throws what <see cref="EmbedBatch"/> throws.</returns>
    public TextEmbedder AsTextEmbedder(EmbeddingOptions? options = null) => (texts, cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<ReadOnlyMemory<float>>>(
            [.. EmbedBatch(texts, options, cancellationToken).Select(vector => vector.AsMemory())]);

    /// <summary>
    /// What the model computes while it reads a text: hidden states and attentions, as the graph gives them.
    /// </summary>
    /// <param name="text">The text, read with the special tokens that its model puts around it.</param>
    /// <param name="cancellationToken">Ends the call with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">The text has no token or too many, or is no valid Unicode.</exception>
    /// <exception cref="ModelFormatException">
    /// The graph gives neither; the message says how to export one that does.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public TextStates Inspect(string text, CancellationToken cancellationToken = default) =>
        _states.Inspect(text, cancellationToken);

    /// <summary>Frees the model. Waits for forward passes that run on other threads.</summary>
    public void Dispose() => _opened.Graph.Dispose();
}
