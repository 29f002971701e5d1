using System.Runtime.CompilerServices;
using GptPrompting.Chat;
using GptPrompting.Generation;
using Microsoft.Extensions.AI;

namespace GptPrompting.ExtensionsAI;

/// <summary>A local GPT as a chat client. Any number of threads may use it at once.</summary>
/// <remarks>
/// Messages with the roles system, user and assistant and with text are written into a prompt by a
/// <see cref="ChatTemplate"/>; other roles and contents are refused by name. Names of authors and ids of messages are
/// not shown to the model. Text is data: nothing in it opens a turn. Every response and update has the model's id; the
/// response has usage and finish reason, of a stream the last update. Raw representations are <see cref="Completion"/>
/// and <see cref="CompletionUpdate"/>.
/// </remarks>
public sealed class LanguageModelChatClient : IChatClient
{
    internal const string ProviderName = "gptprompting";

    private readonly LanguageModel _model;
    private readonly ChatTemplate _template;
    private readonly ChatClientMetadata _metadata;

    /// <summary>Serves a model that the caller has loaded and goes on owning.</summary>
    /// <param name="model">Disposed by the caller, after this client was last used.</param>
    /// <param name="template">
    /// How chats are written; null is <see cref="LanguageModel.LoadChatTemplate"/>, whose exceptions come at once.
    /// </param>
    public LanguageModelChatClient(LanguageModel model, ChatTemplate? template = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        _template = template ?? model.LoadChatTemplate();
        _metadata = new ChatClientMetadata(ProviderName, providerUri: null, model.Id);
    }

    /// <summary>Answers a chat on another thread.</summary>
    /// <param name="messages">At least one message, with text only.</param>
    /// <param name="options">
    /// Honoured are <c>Instructions</c> (a system message before all), <c>Temperature</c>, <c>TopP</c>, <c>TopK</c>,
    /// <c>min_p</c> and other settings of prompt files in <c>AdditionalProperties</c>, <c>MaxOutputTokens</c> (256 by
    /// default), <c>StopSequences</c>, <c>Seed</c>, <c>FrequencyPenalty</c>, <c>PresencePenalty</c>, a
    /// <c>ModelId</c> that is the model's, a <c>ResponseFormat</c> of text or of JSON by a schema (see
    /// <see cref="GenerationConstraint.JsonSchema(System.Text.Json.JsonElement)"/>), and a
    /// <c>RawRepresentationFactory</c> that gives <see cref="GenerationOptions"/>, which the others change. Tools and
    /// what needs them, JSON without a schema, <c>ConversationId</c>, <c>Reasoning</c>, <c>ContinuationToken</c> and
    /// unknown properties are refused by name.
    /// What only allows something (several tool calls, background responses) is fine: it does not happen here.
    /// </param>
    /// <param name="cancellationToken">Ends the call with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="ArgumentException">
    /// A message or an option cannot be used, or the chat has more tokens than the model reads.
    /// </exception>
    /// <exception cref="ConstraintUnmetException">JSON was asked for, and it is not complete in time.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        (ChatPrompt prompt, GenerationOptions generation) = Read(messages, options, cancellationToken);
        Completion completion = await Task
            .Run(() => _model.Reply(prompt, generation, cancellationToken), cancellationToken).ConfigureAwait(false);
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, completion.Text) { RawRepresentation = completion })
        {
            ModelId = _model.Id,
            FinishReason = ToReason(completion.FinishReason),
            Usage = ToUsage(completion.Usage),
            RawRepresentation = completion,
        };
    }

    /// <summary>Answers a chat token by token, each on another thread.</summary>
    /// <returns>
    /// Updates whose texts make up the answer, none of them without content; the last has finish reason and usage.
    /// </returns>
    /// <inheritdoc cref="GetResponseAsync" path="/param"/>
    /// <inheritdoc cref="GetResponseAsync" path="/exception"/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        (ChatPrompt prompt, GenerationOptions generation) = Read(messages, options, cancellationToken);
        using IEnumerator<CompletionUpdate> updates =
            _model.ReplyStreaming(prompt, generation, cancellationToken).GetEnumerator();
        while (await Task.Run(updates.MoveNext, cancellationToken).ConfigureAwait(false))
        {
            ChatResponseUpdate update = ToUpdate(updates.Current);
            if (update.Contents.Count > 0)
            {
                yield return update;
            }
        }
    }

    /// <summary>
    /// Gives <see cref="ChatClientMetadata"/>, the <see cref="LanguageModel"/>, the <see cref="ChatTemplate"/> and this
    /// client; nothing else, and nothing under a key.
    /// </summary>
    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        object[] services = [this, _metadata, _model, _template];
        return serviceKey is null ? services.FirstOrDefault(serviceType.IsInstanceOfType) : null;
    }

    /// <summary>Does nothing: the model belongs to who has loaded it.</summary>
    public void Dispose()
    {
    }

    internal static UsageDetails ToUsage(TokenUsage usage) => new()
    {
        InputTokenCount = usage.InputTokenCount,
        OutputTokenCount = usage.OutputTokenCount,
        TotalTokenCount = usage.TotalTokenCount,
        CachedInputTokenCount = usage.CachedInputTokenCount,
    };

    private static ChatFinishReason ToReason(FinishReason reason) =>
        reason == FinishReason.Length ? ChatFinishReason.Length : ChatFinishReason.Stop;

    private (ChatPrompt Prompt, GenerationOptions Options) Read(
        IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        GenerationOptions generation = ChatOptionsReader.Read(options, this, _model.Id);
        return (_template.Render(ChatMessages.ToTurns(messages, options?.Instructions), cancellationToken), generation);
    }

    private ChatResponseUpdate ToUpdate(CompletionUpdate update)
    {
        var result = new ChatResponseUpdate(ChatRole.Assistant, [])
        {
            ModelId = _model.Id,
            FinishReason = update.FinishReason is FinishReason reason ? ToReason(reason) : null,
            RawRepresentation = update,
        };
        if (update.Text.Length > 0)
        {
            result.Contents.Add(new TextContent(update.Text));
        }

        if (update.Usage is TokenUsage usage)
        {
            result.Contents.Add(new UsageContent(ToUsage(usage)));
        }

        return result;
    }
}
