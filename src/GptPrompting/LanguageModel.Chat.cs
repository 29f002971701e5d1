using GptPrompting.Chat;
using GptPrompting.Generation;

namespace GptPrompting;

public sealed partial class LanguageModel
{
    /// <summary>
    /// The chat template of the model's folder: its own where it has a known one, else
    /// <see cref="ChatTemplate.Plain"/>.
    /// </summary>
    /// <inheritdoc cref="ChatTemplate.Load" path="/remarks"/>
    /// <inheritdoc cref="ChatTemplate.Load" path="/exception"/>
    public ChatTemplate LoadChatTemplate()
    {
        string? folder = Path.GetDirectoryName(Tokenizer.File);
        return string.IsNullOrEmpty(folder) ? ChatTemplate.Plain : ChatTemplate.Load(folder, new ChatTokens
        {
            BeginOfText = TextOf(Tokenizer.BosId),
            EndOfText = TextOf(Tokenizer.EosId),
            Special = [.. Tokenizer.Marks],
        });

        string? TextOf(int? id) => id is int known && Tokenizer.HasToken(known) ? Tokenizer.RawToken(known) : null;
    }

    /// <summary>The token ids of a chat, as <see cref="Reply"/> reads it.</summary>
    /// <remarks>
    /// Special tokens are recognised in what the template wrote and never in a message; between special tokens, words
    /// of the template and of messages are encoded as one text, as models were trained on them.
    /// </remarks>
    /// <param name="prompt">The chat.</param>
    /// <exception cref="ArgumentException">
    /// A message is no valid Unicode text, or has a special token that the tokenizer cannot read otherwise.
    /// </exception>
    public int[] Encode(ChatPrompt prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        return Tokenizer.EncodeParts(prompt.Parts.Select(part => (part.Text, part.IsData)), prompt.AddsSpecialTokens);
    }

    /// <summary>Answers in a chat.</summary>
    /// <param name="prompt">The chat; at most as many tokens as the context has.</param>
    /// <param name="options">
    /// How to choose tokens and when to end; null is greedy decoding of up to 256 tokens. What begins another turn ends
    /// an answer as well.
    /// </param>
    /// <param name="cancellationToken">
    /// Ends the call with <see cref="OperationCanceledException"/>, also within a forward pass.
    /// </param>
    /// <returns>
    /// The answer without the white space that the chat has around it: a space before it in the plain form, and a line
    /// end after it.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// The chat has too many tokens or no valid Unicode text; the options contradict each other or the model, ask for
    /// several results, or for an echo.
    /// </exception>
    /// <exception cref="InvalidOperationException">The model gave NaN, or the options ban every token.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public Completion Reply(
        ChatPrompt prompt, GenerationOptions? options = null, CancellationToken cancellationToken = default) =>
        Completion.Join(ReplyStreaming(prompt, options, cancellationToken));

    /// <summary>Answers in a chat token by token, computing while the result is enumerated.</summary>
    /// <returns>Updates as of <see cref="GenerateStreaming"/>; their texts make up the answer.</returns>
    /// <inheritdoc cref="Reply" path="/param"/>
    /// <inheritdoc cref="Reply" path="/exception"/>
    public IEnumerable<CompletionUpdate> ReplyStreaming(
        ChatPrompt prompt, GenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        IEnumerable<BatchUpdate> updates = ReplyManyStreaming(prompt, options, cancellationToken);
        return options is null or { ResultCount: 1 }
            ? updates.Select(update => update.Update)
            : throw new ArgumentException(
                $"ResultCount is {options.ResultCount}; this call gives one result, ReplyMany gives several.",
                nameof(options));
    }

    /// <summary>Answers in a chat as often as <see cref="GenerationOptions.ResultCount"/> says.</summary>
    /// <returns>The answers, in the order of <see cref="GenerateMany"/>.</returns>
    /// <inheritdoc cref="Reply" path="/param"/>
    /// <inheritdoc cref="Reply" path="/exception"/>
    public IReadOnlyList<Completion> ReplyMany(
        ChatPrompt prompt, GenerationOptions? options = null, CancellationToken cancellationToken = default) =>
        Results(1, ReplyManyStreaming(prompt, options, cancellationToken))[0];

    /// <summary>As <see cref="ReplyMany"/>, computing while the result is enumerated.</summary>
    /// <returns>Updates with the index of their result; the request's is 0.</returns>
    /// <inheritdoc cref="Reply" path="/param"/>
    /// <inheritdoc cref="Reply" path="/exception"/>
    public IEnumerable<BatchUpdate> ReplyManyStreaming(
        ChatPrompt prompt, GenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        int[] promptIds = Fitting(Encode(prompt), nameof(prompt));
        GenerationJob job = Job(prompt.Text, promptIds, InChat(prompt, options ?? new GenerationOptions()), request: 0);
        return Answers(prompt, RunOne(job, cancellationToken));
    }

    private GenerationOptions InChat(ChatPrompt prompt, GenerationOptions options)
    {
        if (options.Echo)
        {
            throw new ArgumentException("Echo is set; an answer in a chat cannot repeat the chat.", nameof(options));
        }

        ILookup<bool, string> tokens = prompt.StopTokens.ToLookup(token => Tokenizer.IdOf(token) is not null);
        return options with
        {
            StopSequences = [.. options.StopSequences.Union(prompt.StopSequences).Union(tokens[false])],
            StopTokenIds = [.. options.StopTokenIds.Union(tokens[true].Select(token => Tokenizer.IdOf(token)!.Value))],
        };
    }

    private static IEnumerable<BatchUpdate> Answers(ChatPrompt prompt, IEnumerable<BatchUpdate> updates)
    {
        var texts = new Dictionary<int, AnswerText>();
        foreach (BatchUpdate update in updates)
        {
            if (!texts.TryGetValue(update.ResultIndex, out AnswerText? text))
            {
                texts[update.ResultIndex] = text = new AnswerText(prompt.AnswerPrefix, prompt.AnswerSuffix);
            }

            yield return update with { Update = text.Next(update.Update) };
        }
    }
}
