using GptPrompting.ExtensionsAI;
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

    /// <param name="modelId">The model.</param>
    /// <param name="completion">The result.</param>
    /// <param name="usage">Tokens of all results.</param>
    /// <param name="leftOut">How many demonstrations did not fit; null where that is not known.</param>
    internal static Dictionary<string, object?> Of(
        string modelId, Completion completion, UsageDetails? usage, int? leftOut) => Of(
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
        usage,
        leftOut);

    /// <inheritdoc cref="Of(string, Completion, UsageDetails?, int?)"/>
    internal static Dictionary<string, object?> Of(
        string modelId, CompletionUpdate update, UsageDetails? usage, int? leftOut)
    {
        var metadata = new Dictionary<string, object?> { ["ModelId"] = modelId };
        (string Key, object? Value)[] optional =
        [
            ("FinishReason", update.FinishReason?.ToString()),
            ("Usage", usage),
            (nameof(update.LogProbabilities), update.LogProbabilities),
            (nameof(update.PromptLogProbabilities), update.PromptLogProbabilities),
            (nameof(update.RankingScore), update.RankingScore),
            (PromptFunctions.LeftOutKey, leftOut),
        ];
        foreach ((string key, object? value) in optional.Where(each => each.Value is not null))
        {
            metadata[key] = value;
        }

        return metadata;
    }
}
