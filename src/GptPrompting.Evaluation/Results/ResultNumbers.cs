namespace GptPrompting.Evaluation.Results;

/// <summary>
/// What is kept of a result while figures are made of all of them: its numbers, and names that it shares with others.
/// About 470 bytes with 0 to 8 demonstrations, where a result with its tokens has kilobytes.
/// </summary>
internal sealed class ResultNumbers
{
    private ResultNumbers(SampleResult result, SharedTexts shared)
    {
        Key = SampleKey.Of(result, shared);
        Index = result.Index;
        Group = shared.OfAny(result.Group);
        Cluster = shared.OfAny(result.Cluster);
        Failure = shared.OfAny(result.Failure);
        Shown = shared.Of(result.Shown);
        Warnings = shared.Of(result.Warnings);
        Labels = shared.Of([.. result.Choices.Select(choice => choice.Text)]);
        Gold = result.Gold;
        Predicted = result.Predicted;
        Confidence = result is { Gold: not null, Predicted: { } predicted } && predicted < result.Choices.Count
            ? ChoiceProbabilities.Of(result)[predicted]
            : null;
        Loss = result.Loss;
        DemonstrationLosses = [.. result.Demonstrations.Select(each => each.Loss)];
        MetricNames = shared.Of([.. result.Metrics.Keys]);
        Metrics = [.. result.Metrics.Values];
        InputCharacters = result.InputCharacters;
        PromptTokens = result.PromptTokens;
        OutputCharacters = result.OutputCharacters;
        OutputTokens = result.OutputTokens;
    }

    public SampleKey Key { get; }

    public int Index { get; }

    public string? Group { get; }

    public string? Cluster { get; }

    public string? Failure { get; }

    /// <summary>The same object in results that show the same.</summary>
    public IReadOnlyList<string> Shown { get; }

    public IReadOnlyList<string> Warnings { get; }

    /// <summary>The texts of the choices; the same object in results that have the same.</summary>
    public IReadOnlyList<string> Labels { get; }

    public int? Gold { get; }

    public int? Predicted { get; }

    /// <summary>The probability of the predicted choice among all; null where none is right or predicted.</summary>
    public double? Confidence { get; }

    public double? Loss { get; }

    public double[] DemonstrationLosses { get; }

    /// <summary>The names of <see cref="SampleResult.Metrics"/>, in their order.</summary>
    public IReadOnlyList<string> MetricNames { get; }

    /// <summary>The values of <see cref="MetricNames"/>.</summary>
    public IReadOnlyList<double> Metrics { get; }

    public int InputCharacters { get; }

    public int PromptTokens { get; }

    public int OutputCharacters { get; }

    public int OutputTokens { get; }

    /// <summary>Of each result what is kept, one after the other.</summary>
    /// <param name="results">Read once, at every enumeration; none is kept.</param>
    public static IEnumerable<ResultNumbers> Each(IEnumerable<SampleResult> results)
    {
        var shared = new SharedTexts();
        return results.Select(result => Of(result, shared));
    }

    public static ResultNumbers Of(SampleResult result, SharedTexts shared) => new(result, shared);

    /// <summary>An entry of <see cref="SampleResult.Metrics"/>; null where there is none.</summary>
    public double? Metric(string name)
    {
        for (int i = 0; i < Metrics.Count; i++)
        {
            if (MetricNames[i] == name)
            {
                return Metrics[i];
            }
        }

        return null;
    }
}
