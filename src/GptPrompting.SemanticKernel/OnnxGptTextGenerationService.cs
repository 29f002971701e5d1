using System.Runtime.CompilerServices;
using GptPrompting.Generation;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.Services;
using Microsoft.SemanticKernel.TextGeneration;
using TextContent = Microsoft.SemanticKernel.TextContent;

namespace GptPrompting.SemanticKernel;

/// <summary>A local GPT as a text-completion service. Any number of threads may use it at once.</summary>
/// <remarks>
/// Texts are what the model wrote, spaces at the ends included. Every content has <c>ModelId</c>; its metadata has
/// <c>ModelId</c>, <c>FinishReason</c> ("Stop" or "Length") and <c>Usage</c> (<see cref="UsageDetails"/>) of the whole
/// call, all results together; where the settings ask for them <c>LogProbabilities</c> and
/// <c>PromptLogProbabilities</c> (lists of <see cref="TokenLogProbability"/>), and with best-of and beams
/// <c>RankingScore</c>, and where a function of a prompt folder asked, how many demonstrations did not fit (<see
/// cref="PromptPlugin"/>). Its inner content is the <see cref="Completion"/> or <see cref="CompletionUpdate"/>.
/// Calls are told to OpenTelemetry; see <see cref="GptPromptingTelemetry"/>.
/// </remarks>
public sealed class OnnxGptTextGenerationService : ITextGenerationService, IDisposable
{
    private const string Operation = "text_completion";

    private readonly bool _ownsModel;
    private readonly ReadSettings _settings = new();

    /// <summary>Serves a model that the caller has loaded and goes on owning.</summary>
    /// <param name="model">Disposed by the caller, after this service was last used.</param>
    public OnnxGptTextGenerationService(LanguageModel model)
        : this(model, ownsModel: false)
    {
    }

    private OnnxGptTextGenerationService(LanguageModel model, bool ownsModel)
    {
        ArgumentNullException.ThrowIfNull(model);
        Model = model;
        _ownsModel = ownsModel;
        Attributes = new Dictionary<string, object?> { [AIServiceExtensions.ModelIdKey] = model.Id }.AsReadOnly();
    }

    /// <summary>The model, for what a text service has no methods for, such as log-likelihoods.</summary>
    public LanguageModel Model { get; }

    /// <summary><c>ModelId</c>: the name of the model's folder.</summary>
    public IReadOnlyDictionary<string, object?> Attributes { get; }

    /// <summary>What functions of prompt folders have fitted for this service.</summary>
    internal FittedTexts Texts { get; } = new();

    /// <summary>Loads a model and serves it; <see cref="Dispose"/> frees it.</summary>
    /// <inheritdoc cref="LanguageModel.Load" path="/param"/>
    /// <inheritdoc cref="LanguageModel.Load" path="/exception"/>
    public static OnnxGptTextGenerationService Load(string folder, LanguageModelOptions? options = null) =>
        new(LanguageModel.Load(folder, options), ownsModel: true);

    /// <summary>Continues the prompt, as often as the settings ask for, on another thread.</summary>
    /// <param name="prompt">Read byte for byte; at least one token, at most the model's context length.</param>
    /// <param name="executionSettings">
    /// Any that <see cref="OnnxGptPromptExecutionSettings.FromExecutionSettings"/> reads.
    /// </param>
    /// <param name="kernel">Not used; null is fine.</param>
    /// <param name="cancellationToken">Ends the call with <see cref="OperationCanceledException"/>.</param>
    /// <returns>As many contents as <see cref="OnnxGptPromptExecutionSettings.ResultsPerPrompt"/>.</returns>
    /// <exception cref="ArgumentException">The prompt or a setting cannot be used.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public async Task<IReadOnlyList<TextContent>> GetTextContentsAsync(
        string prompt,
        PromptExecutionSettings? executionSettings = null,
        Kernel? kernel = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        OnnxGptPromptExecutionSettings settings = _settings.Of(executionSettings);
        GenerationOptions options = settings.ToGenerationOptions();
        using var call = ModelCall.Begin(Operation, Model.Id, settings);
        IReadOnlyList<Completion> completions = await call
            .RunAsync(() => Model.GenerateMany(prompt, options, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        UsageDetails usage = ResultMetadata.Usage(completions);
        call.Complete(usage, completions.Select(each => each.FinishReason.ToString()));
        int? leftOut = Texts.LeftOutOf(prompt);
        return [.. completions.Select(each => new TextContent(
            each.Text, Model.Id, each, metadata: ResultMetadata.Of(Model.Id, each, usage, leftOut)))];
    }

    /// <summary>
    /// Continues the prompt token by token, each on another thread; several results come side by side.
    /// </summary>
    /// <returns>
    /// Updates whose texts make up the result of their <c>ChoiceIndex</c>; some are empty. The last of each result has
    /// <c>FinishReason</c>, the last of all has <c>Usage</c> and what is known of demonstrations.
    /// </returns>
    /// <inheritdoc cref="GetTextContentsAsync" path="/param"/>
    /// <inheritdoc cref="GetTextContentsAsync" path="/exception"/>
    public async IAsyncEnumerable<StreamingTextContent> GetStreamingTextContentsAsync(
        string prompt,
        PromptExecutionSettings? executionSettings = null,
        Kernel? kernel = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        OnnxGptPromptExecutionSettings settings = _settings.Of(executionSettings);
        GenerationOptions options = settings.ToGenerationOptions();
        using var call = ModelCall.Begin(Operation, Model.Id, settings);
        await foreach ((int result, CompletionUpdate update, UsageDetails? usage) in StreamedResults.ReadAsync(
            call, () => Model.GenerateManyStreaming(prompt, options, cancellationToken), cancellationToken)
            .ConfigureAwait(false))
        {
            yield return new StreamingTextContent(
                update.Text, result, Model.Id, update,
                metadata: ResultMetadata.Of(Model.Id, update, usage, usage is null ? null : Texts.LeftOutOf(prompt)));
        }
    }

    /// <summary>Frees the model where this service has loaded it; a model that was given stays usable.</summary>
    public void Dispose()
    {
        if (_ownsModel)
        {
            Model.Dispose();
        }
    }
}
