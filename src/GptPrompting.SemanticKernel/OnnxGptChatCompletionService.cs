using System.Runtime.CompilerServices;
using GptPrompting.Chat;
using GptPrompting.Generation;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Services;

namespace GptPrompting.SemanticKernel;

/// <summary>A local GPT as a chat-completion service. Any number of threads may use it at once.</summary>
/// <remarks>
/// Messages of the roles system, developer (read as system), user and assistant are written into a prompt by a
/// <see cref="ChatTemplate"/>; images, function calls and other contents are refused by name, as settings for calling
/// functions are. Text is data: nothing in it opens a turn. Model id, metadata and inner content are those of
/// <see cref="OnnxGptTextGenerationService"/>. A kernel takes a chat service before a text service, also for prompts
/// that are meant to be continued, unless the settings name the other's service id.
/// </remarks>
public sealed class OnnxGptChatCompletionService : IChatCompletionService
{
    private const string Operation = "chat";

    private readonly ReadSettings _settings = new();
    private readonly Lazy<int> _tokensAround;

    /// <summary>Serves a model that the caller has loaded and goes on owning.</summary>
    /// <param name="model">Disposed by the caller, after this service was last used.</param>
    /// <param name="template">
    /// How chats are written; null is <see cref="LanguageModel.LoadChatTemplate"/>, whose exceptions come at once.
    /// </param>
    public OnnxGptChatCompletionService(LanguageModel model, ChatTemplate? template = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        Model = model;
        Template = template ?? model.LoadChatTemplate();
        _tokensAround = new(CountTokensAround);
        Attributes = new Dictionary<string, object?> { [AIServiceExtensions.ModelIdKey] = model.Id }.AsReadOnly();
    }

    /// <summary><c>ModelId</c>: the name of the model's folder.</summary>
    public IReadOnlyDictionary<string, object?> Attributes { get; }

    internal LanguageModel Model { get; }

    internal ChatTemplate Template { get; }

    /// <summary>How many tokens a chat of one message has more than the message.</summary>
    internal int TokensAround => _tokensAround.Value;

    /// <summary>What functions of prompt folders have fitted for this service.</summary>
    internal FittedTexts Texts { get; } = new();

    /// <summary>Answers a chat, as often as the settings ask for, on another thread.</summary>
    /// <param name="chatHistory">At least one message, with text only; not changed.</param>
    /// <param name="executionSettings">
    /// Any that <see cref="OnnxGptPromptExecutionSettings.FromExecutionSettings"/> reads, without an echo.
    /// </param>
    /// <param name="kernel">Not used; null is fine.</param>
    /// <param name="cancellationToken">Ends the call with <see cref="OperationCanceledException"/>.</param>
    /// <returns>As many messages as <see cref="OnnxGptPromptExecutionSettings.ResultsPerPrompt"/>.</returns>
    /// <exception cref="ArgumentException">
    /// A message or a setting cannot be used, or the chat has more tokens than the model reads.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public async Task<IReadOnlyList<ChatMessageContent>> GetChatMessageContentsAsync(
        ChatHistory chatHistory,
        PromptExecutionSettings? executionSettings = null,
        Kernel? kernel = null,
        CancellationToken cancellationToken = default)
    {
        OnnxGptPromptExecutionSettings settings = _settings.Of(executionSettings);
        (ChatPrompt prompt, GenerationOptions options) = Read(chatHistory, settings, cancellationToken);
        using var call = ModelCall.Begin(Operation, Model.Id, settings);
        IReadOnlyList<Completion> completions = await call
            .RunAsync(() => Model.ReplyMany(prompt, options, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        UsageDetails usage = ResultMetadata.Usage(completions);
        call.Complete(usage, completions.Select(each => each.FinishReason.ToString()));
        int? leftOut = LeftOutOf(chatHistory);
        return [.. completions.Select(each => new ChatMessageContent(
            AuthorRole.Assistant, each.Text, Model.Id, each,
            metadata: ResultMetadata.Of(Model.Id, each, usage, leftOut)))];
    }

    /// <summary>Answers a chat token by token, each on another thread; several results come side by side.</summary>
    /// <returns>
    /// Updates whose texts make up the answer of their <c>ChoiceIndex</c>; some are empty. The last of each result has
    /// <c>FinishReason</c>, the last of all has <c>Usage</c>.
    /// </returns>
    /// <inheritdoc cref="GetChatMessageContentsAsync" path="/param"/>
    /// <inheritdoc cref="GetChatMessageContentsAsync" path="/exception"/>
    public async IAsyncEnumerable<StreamingChatMessageContent> GetStreamingChatMessageContentsAsync(
        ChatHistory chatHistory,
        PromptExecutionSettings? executionSettings = null,
        Kernel? kernel = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        OnnxGptPromptExecutionSettings settings = _settings.Of(executionSettings);
        (ChatPrompt prompt, GenerationOptions options) = Read(chatHistory, settings, cancellationToken);
        using var call = ModelCall.Begin(Operation, Model.Id, settings);
        await foreach ((int result, CompletionUpdate update, UsageDetails? usage) in StreamedResults.ReadAsync(
            call, () => Model.ReplyManyStreaming(prompt, options, cancellationToken), cancellationToken)
            .ConfigureAwait(false))
        {
            yield return new StreamingChatMessageContent(
                AuthorRole.Assistant, update.Text, update, result, Model.Id,
                metadata: ResultMetadata.Of(Model.Id, update, usage, usage is null ? null : LeftOutOf(chatHistory)));
        }
    }

    private int CountTokensAround()
    {
        const string Any = "a";
        string chat = Template.Render([new ChatTurn(ChatTurnRole.User, Any)]).Text;
        return Count(chat) - Count(Any);

        int Count(string text) => Model.Tokenizer.Encode(text, addSpecialTokens: true).Length;
    }

    // The kernel makes a rendered prompt the only message of a chat.
    private int? LeftOutOf(ChatHistory chat) => chat.Count == 1 ? Texts.LeftOutOf(chat[0].Content) : null;

    private (ChatPrompt Prompt, GenerationOptions Options) Read(
        ChatHistory chatHistory, OnnxGptPromptExecutionSettings settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(chatHistory);
        return (Template.Render(ChatTurns.Of(chatHistory), cancellationToken), settings.ToGenerationOptions());
    }
}
