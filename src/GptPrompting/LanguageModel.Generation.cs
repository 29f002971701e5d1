using System.Security.Cryptography;
using GptPrompting.Generation;
using GptPrompting.Tokenization;

namespace GptPrompting;

public sealed partial class LanguageModel
{
    /// <summary>Continues a prompt.</summary>
    /// <param name="prompt">
    /// The text to continue, read as it is; at least one token, at most the context length.
    /// </param>
    /// <param name="options">How to choose tokens and when to end; null is greedy decoding of up to 256 tokens.</param>
    /// <param name="cancellationToken">
    /// Ends the call with <see cref="OperationCanceledException"/>, also within a forward pass.
    /// </param>
    /// <exception cref="ArgumentException">
    /// The prompt has no token or too many, or is no valid Unicode text.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public Completion Generate(
        string prompt, GenerationOptions? options = null, CancellationToken cancellationToken = default) =>
        Completion.Join(GenerateStreaming(prompt, options, cancellationToken));

    /// <summary>
    /// Continues a prompt token by token, computing while the result is enumerated. Parameters as for
    /// <see cref="Generate"/>.
    /// </summary>
    /// <returns>One update for every token; the last carries the finish reason and the usage.</returns>
    /// <inheritdoc cref="Generate" path="/param"/>
    /// <inheritdoc cref="Generate" path="/exception"/>
    public IEnumerable<CompletionUpdate> GenerateStreaming(
        string prompt, GenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        int[] promptIds = PromptIds(prompt);
        options ??= new GenerationOptions();
        options.ThrowIfContradictory();
        ThrowIfNoTokens(options);
        return Stream(promptIds, options, cancellationToken);
    }

    private int[] PromptIds(string prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        HuggingFaceTokenizer.RefuseLoneSurrogates(prompt);
        int[] ids = Tokenizer.Encode(prompt, addSpecialTokens: true);
        if (ids.Length == 0)
        {
            throw new ArgumentException("The prompt is empty; a model continues at least one token.", nameof(prompt));
        }

        return ids.Length <= ContextLength
            ? ids
            : throw new ArgumentException(
                $"The prompt has {ids.Length} tokens; the model reads at most {ContextLength}.", nameof(prompt));
    }

    private void ThrowIfNoTokens(GenerationOptions options)
    {
        foreach ((string name, IEnumerable<int> ids) in new[]
        {
            (nameof(GenerationOptions.LogitBias), options.LogitBias.Keys),
            (nameof(GenerationOptions.StopTokenIds), options.StopTokenIds),
        })
        {
            foreach (int id in ids.Where(id => id >= VocabularySize || !Tokenizer.HasToken(id)))
            {
                throw new ArgumentOutOfRangeException(name, id, $"{name} has {id}, which is no token of the model.");
            }
        }
    }

    private IEnumerable<CompletionUpdate> Stream(
        int[] promptIds, GenerationOptions options, CancellationToken cancellationToken)
    {
        var random = new RandomStream(options.Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue));
        int[] ends = [.. _eosIds, .. options.StopTokenIds];
        var rules = new TokenRules(options, _idsWithoutToken, ends, new Scratch());
        using var tokens = new TokenGenerator(_model, promptIds, options, random, rules);
        var text = new VisibleText(Tokenizer, options.StopSequences);
        for (int count = 1; ; count++)
        {
            int id = tokens.Next(cancellationToken);
            bool isEnd = ends.Contains(id);
            string visible = isEnd ? "" : text.Append(id, mayStop: count > options.MinOutputTokens);
            bool isStopped = isEnd || text.IsStopped;
            if (isStopped || count == options.MaxOutputTokens || !tokens.CanContinue)
            {
                visible += text.Flush();
                yield return new CompletionUpdate
                {
                    Text = visible,
                    TokenIds = [id],
                    FinishReason = isStopped || text.IsStopped ? FinishReason.Stop : FinishReason.Length,
                    Usage = new TokenUsage(promptIds.Length, count),
                };
                yield break;
            }

            yield return new CompletionUpdate { Text = visible, TokenIds = [id] };
        }
    }
}
