using GptPrompting.Generation;
using Microsoft.Extensions.AI;

namespace GptPrompting.SemanticKernel;

/// <summary>What contents tell of a result beside its text.</summary>
internal static class ResultMetadata
{
    /// <summary>All results of a call together; the prompt was read once.</summary>
    internal static UsageDetails Usage(IReadOnlyList<Completion> completions) =>
        Usage(completions[0].Usage, completions.Sum(each => each.Usage.OutputTokenCount));

    internal static UsageDetails Usage(TokenUsage read, int outputTokens) => new()
    {
        InputTokenCount = read.InputTokenCount,
        OutputTokenCount = outputTokens,
        TotalTokenCount = read.InputTokenCount + outputTokens,
    };

    internal static Dictionary<string, object?> Of(string modelId, Completion completion, UsageDetails? usage) => Of(
        modelId,
        new CompletionUpdate
        {
            Text = "",
            TokenIds = [],
            FinishReason = completion.FinishReason,
            LogProbabilities = completion.LogProbabilities,
            PromptLogProbabilities = completion.PromptLogProbabilities,
            RankingScore = completion.RankingScore,
        },
        usage);

    internal static Dictionary<string, object?> Of(string modelId, CompletionUpdate update, UsageDetails? usage)
    {
        var metadata = new Dictionary<string, object?> { ["ModelId"] = modelId };
        (string Key, object? Value)[] optional =
        [
            ("FinishReason", update.FinishReason?.ToString()),
            ("Usage", usage),
            (nameof(update.LogProbabilities), update.LogProbabilities),
            (nameof(update.PromptLogProbabilities), update.PromptLogProbabilities),
            (nameof(update.RankingScore), update.RankingScore),
        ];
        foreach ((string key, object? value) in optional.Where(each => each.Value is not null))
        {
            metadata[key] = value;
        }

        return metadata;
    }
}
