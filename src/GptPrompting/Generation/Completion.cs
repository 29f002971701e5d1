using System.Text;

namespace GptPrompting.Generation;

/// <summary>The continuation of a prompt.</summary>
/// <param name="Text">The generated text without the prompt, up to and without the stop sequence that ended it.</param>
/// <param name="TokenIds">
/// Every token that the model chose, in order; the end-of-text token and those of a stop included.
/// </param>
/// <param name="FinishReason">Why generation ended.</param>
/// <param name="Usage">Tokens read and written; its output count is the length of <paramref name="TokenIds"/>.</param>
public sealed record Completion(
    string Text, IReadOnlyList<int> TokenIds, FinishReason FinishReason, TokenUsage Usage)
{
    /// <summary>Joins all updates of one streamed completion.</summary>
    /// <exception cref="ArgumentException">
    /// The last update has no finish reason: the stream was not read to its end.
    /// </exception>
    public static Completion Join(IEnumerable<CompletionUpdate> updates)
    {
        ArgumentNullException.ThrowIfNull(updates);
        var text = new StringBuilder();
        var tokenIds = new List<int>();
        CompletionUpdate? last = null;
        foreach (CompletionUpdate update in updates)
        {
            text.Append(update.Text);
            tokenIds.AddRange(update.TokenIds);
            last = update;
        }

        return last is { FinishReason: FinishReason reason, Usage: TokenUsage usage }
            ? new Completion(text.ToString(), tokenIds, reason, usage)
            : throw new ArgumentException("The stream ends without a finish reason.", nameof(updates));
    }
}
