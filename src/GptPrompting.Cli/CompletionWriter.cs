using System.Globalization;
using GptPrompting.Generation;

namespace GptPrompting.Cli;

/// <summary>Writes completions as text, log-probabilities below it where there are any, or as JSON.</summary>
internal sealed class CompletionWriter(TextWriter output)
{
    /// <summary>One completion while it grows.</summary>
    public async Task WriteAsync(IEnumerable<CompletionUpdate> updates)
    {
        List<TokenLogProbability> tokens = [];
        foreach (CompletionUpdate update in updates)
        {
            tokens.AddRange(update.PromptLogProbabilities ?? []);
            tokens.AddRange(update.LogProbabilities ?? []);
            await output.WriteAsync(update.Text);
            await output.FlushAsync();
        }

        await output.WriteLineAsync();
        await WriteAsync(tokens);
    }

    /// <summary>Several completions, each below its number.</summary>
    public async Task WriteAsync(IReadOnlyList<Completion> completions)
    {
        foreach ((int i, Completion completion) in completions.Index())
        {
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"--- {i + 1} of {completions.Count} ---"));
            await output.WriteLineAsync(completion.Text);
            await WriteAsync([.. completion.PromptLogProbabilities ?? [], .. completion.LogProbabilities ?? []]);
        }
    }

    public Task WriteJsonAsync(IReadOnlyList<Completion> completions) => Json.WriteAsync(
        output, completions.Count == 1 ? ToJson(completions[0]) : new { Results = completions.Select(ToJson) });

    private async Task WriteAsync(IEnumerable<TokenLogProbability> tokens)
    {
        foreach (TokenLogProbability token in tokens)
        {
            string top = string.Concat(token.Top.Select(each => $"  {Number(each)} {Json.Quote(each.Text)}"));
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{Number(token),10}  {token.Id,6}  {Json.Quote(token.Text)}{top}"));
        }
    }

    private static string Number(TokenLogProbability token) =>
        token.LogProbability?.ToString("F4", CultureInfo.InvariantCulture) ?? "-";

    /// <summary>What was not asked for has no property.</summary>
    private static Dictionary<string, object> ToJson(Completion completion)
    {
        var json = new Dictionary<string, object>
        {
            ["text"] = completion.Text,
            ["finish_reason"] = completion.FinishReason.ToString().ToLowerInvariant(),
            ["token_ids"] = completion.TokenIds,
            ["usage"] = new
            {
                InputTokens = completion.Usage.InputTokenCount,
                OutputTokens = completion.Usage.OutputTokenCount,
                TotalTokens = completion.Usage.TotalTokenCount,
            },
        };
        if (completion.RankingScore is double score)
        {
            json["ranking_score"] = score;
        }

        if (completion.PromptLogProbabilities is not null)
        {
            json["prompt_log_probabilities"] = completion.PromptLogProbabilities.Select(ToJson);
        }

        if (completion.LogProbabilities is not null)
        {
            json["log_probabilities"] = completion.LogProbabilities.Select(ToJson);
        }

        return json;
    }

    private static object ToJson(TokenLogProbability token) => new
    {
        token.Id,
        token.Text,
        token.LogProbability,
        Top = token.Top.Select(each => new { each.Id, each.Text, each.LogProbability }),
    };
}
