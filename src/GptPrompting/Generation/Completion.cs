using System.Text;

namespace GptPrompting.Generation;

/// <summary>The continuation of a prompt.</summary>
/// <param name="Text">
/// The generated text, up to and without the stop sequence that ended it; the prompt stands before it only where
/// <see cref="GenerationOptions.Echo"/> is set.
/// </param>
/// <param name="TokenIds">
/// Every token that the model chose, in order; the end-of-text token and those of a stop included.
/// </param>
/// <param name="FinishReason">Why generation ended.</param>
/// <param name="Usage">Tokens read and written; its output count is the length of <paramref name="TokenIds"/>.</param>
public sealed record Completion(
    string Text, IReadOnlyList<int> TokenIds, FinishReason FinishReason, TokenUsage Usage)
{
    /// <summary>
    /// One for each of <see cref="TokenIds"/>; null where <see cref="GenerationOptions.TopLogProbabilities"/> is not
    /// set.
    /// </summary>
    public IReadOnlyList<TokenLogProbability>? LogProbabilities { get; init; }

    /// <summary>
    /// One for each token of the prompt, where <see cref="GenerationOptions.Echo"/> and
    /// <see cref="GenerationOptions.TopLogProbabilities"/> are set; else null.
    /// </summary>
    public IReadOnlyList<TokenLogProbability>? PromptLogProbabilities { get; init; }

    /// <summary>
    /// What the result was chosen by, in nats, the higher the better: with <see cref="GenerationOptions.BestOf"/> its
    /// mean log-probability per token, of beams their log-probability / length^penalty; else null.
    /// </summary>
    public double? RankingScore { get; init; }

    /// <summary>Joins all updates of one streamed completion.</summary>
    /// <exception cref="ArgumentException">
    /// The last update has no finish reason: the stream was not read to its end.
    /// </exception>
    public static Completion Join(IEnumerable<CompletionUpdate> updates)
    {
        ArgumentNullException.ThrowIfNull(updates);
        CompletionUpdate[] all = [.. updates];
        if (all is not [.., { FinishReason: FinishReason reason, Usage: TokenUsage usage } last])
        {
            throw new ArgumentException("The stream ends without a finish reason.", nameof(updates));
        }

        var text = new StringBuilder();
        Array.ForEach(all, update => text.Append(update.Text));
        return new Completion(text.ToString(), [.. all.SelectMany(update => update.TokenIds)], reason, usage)
        {
            LogProbabilities = last.LogProbabilities is null
                ? null
                : [.. all.SelectMany(update => update.LogProbabilities ?? [])],
            PromptLogProbabilities = all[0].PromptLogProbabilities,
            RankingScore = last.RankingScore,
        };
    }
}
