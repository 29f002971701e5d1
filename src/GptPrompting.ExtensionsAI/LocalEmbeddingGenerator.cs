using GptPrompting.States;
using GptPrompting.Tokenization;
using Microsoft.Extensions.AI;

namespace GptPrompting.ExtensionsAI;

/// <summary>Texts as vectors: the states that a local model has of them after its last layer, joined.</summary>
/// <remarks>
/// Of a <see cref="LanguageModel"/> it is their mean; of an <see cref="EmbeddingModel"/> what its folder says. Any
/// number of threads may use it at once.
/// </remarks>
public sealed class LocalEmbeddingGenerator : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly object _model;
    private readonly string _id;
    private readonly HuggingFaceTokenizer _tokenizer;
    private readonly EmbeddingOptions _options;
    private readonly Func<IReadOnlyList<string>, EmbeddingOptions, CancellationToken, IReadOnlyList<float[]>> _embed;
    private readonly EmbeddingGeneratorMetadata _metadata;

    /// <summary>Serves a GPT that the caller has loaded and goes on owning.</summary>
    /// <param name="model">Disposed by the caller, after this generator was last used.</param>
    /// <param name="options">How to join states; null is their mean, not scaled.</param>
    public LocalEmbeddingGenerator(LanguageModel model, EmbeddingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        (_model, _id, _tokenizer, _embed) = (model, model.Id, model.Tokenizer, model.EmbedBatch);
        _options = options ?? new EmbeddingOptions();
        _metadata = new EmbeddingGeneratorMetadata(LanguageModelChatClient.ProviderName, null, model.Id);
    }

    /// <summary>Serves a model for embeddings that the caller has loaded and goes on owning.</summary>
    /// <param name="model">Disposed by the caller, after this generator was last used.</param>
    /// <param name="options">How to join states; null is as the model's folder says, not scaled.</param>
    public LocalEmbeddingGenerator(EmbeddingModel model, EmbeddingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        (_model, _id, _tokenizer, _embed) = (model, model.Id, model.Tokenizer, model.EmbedBatch);
        _options = options ?? new EmbeddingOptions();
        _metadata = new EmbeddingGeneratorMetadata(LanguageModelChatClient.ProviderName, null, model.Id);
    }

    /// <summary>Computes a vector for each text, on another thread.</summary>
    /// <param name="values">Any number of texts, each of at least one token.</param>
    /// <param name="options">
    /// A <c>ModelId</c> that is the model's, <c>Dimensions</c> that are its width, and a
    /// <c>RawRepresentationFactory</c> that gives <see cref="EmbeddingOptions"/> are honoured; all else is refused.
    /// </param>
    /// <param name="cancellationToken">Ends the call with <see cref="OperationCanceledException"/>.</param>
    /// <returns>The vectors in the texts' order, with the model's id, and the usage of all.</returns>
    /// <exception cref="ArgumentException">A text or an option cannot be used.</exception>
    /// <exception cref="ModelFormatException">The model's graph gives no states.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values,
        EmbeddingGenerationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        EmbeddingOptions pooling = Read(options);
        string[] texts = [.. values];
        IReadOnlyList<float[]> vectors = await Task
            .Run(() => _embed(texts, pooling, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (options?.Dimensions is int wanted && vectors.Any(vector => vector.Length != wanted))
        {
            throw Refused(nameof(options.Dimensions), $"is {wanted}; the model's vectors have {vectors[0].Length}");
        }

        long tokens = texts.Sum(text => (long)_tokenizer.Encode(text, addSpecialTokens: true).Length);
        return new(vectors.Select(vector => new Embedding<float>(vector) { ModelId = _id }))
        {
            Usage = new UsageDetails { InputTokenCount = tokens, TotalTokenCount = tokens },
        };
    }

    /// <summary>
    /// Gives <see cref="EmbeddingGeneratorMetadata"/>, the model and this generator; nothing else, and nothing under a
    /// key.
    /// </summary>
    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        object[] services = [this, _metadata, _model];
        return serviceKey is null ? services.FirstOrDefault(serviceType.IsInstanceOfType) : null;
    }

    /// <summary>Does nothing: the model belongs to who has loaded it.</summary>
    public void Dispose()
    {
    }

    private EmbeddingOptions Read(EmbeddingGenerationOptions? options)
    {
        if (options?.ModelId is string asked && asked != _id)
        {
            throw Refused(nameof(options.ModelId), $"is '{asked}'; this model is '{_id}'");
        }

        if (options?.AdditionalProperties is { Count: > 0 } properties)
        {
            throw Refused(nameof(options.AdditionalProperties), $"has '{properties.Keys.First()}', which is not known");
        }

        return options?.RawRepresentationFactory?.Invoke(this) switch
        {
            null => _options,
            EmbeddingOptions own => own,
            var other => throw Refused(
                nameof(options.RawRepresentationFactory), $"gives a {other.GetType()}; EmbeddingOptions are read"),
        };
    }

    private static ArgumentException Refused(string name, string problem) =>
        new($"EmbeddingGenerationOptions.{name} {problem}.", "options");
}
