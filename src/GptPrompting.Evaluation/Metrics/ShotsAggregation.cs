using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Results;
using GptPrompting.Evaluation.Statistics;
using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Evaluation.Metrics;

/// <summary>All figures of a task at one number of shots.</summary>
internal static class ShotsAggregation
{
    /// <param name="task">The task.</param>
    /// <param name="group">The group that the results are of; null for all samples.</param>
    /// <param name="shots">How many demonstrations.</param>
    /// <param name="results">
    /// The results of the plain prompts for these, failed ones too. Their order does not matter.
    /// </param>
    /// <param name="isParity">Whether standard errors are those of lm-evaluation-harness, draw by draw.</param>
    public static ShotsFigures Figures(
        EvaluationTask task, string? group, int shots, IReadOnlyList<ResultNumbers> results, bool isParity)
    {
        int[] seeds = [.. task.Seeds.Distinct().Where(seed => results.Any(result => result.Key.Seed == seed))];
        ResultNumbers[] measured = [.. results.Where(result => result.Failure is null)
            .OrderBy(result => Array.IndexOf(seeds, result.Key.Seed)).ThenBy(result => result.Index)];
        return new ShotsFigures
        {
            Group = group,
            Shots = shots,
            Seeds = seeds,
            Count = measured.Length,
            FailureCount = results.Count - measured.Length,
            Metrics = [.. Metrics(task, measured, seeds, isParity)],
            Demonstrations = DemonstrationCurve.Of(measured),
            Confusion = Confusion(measured),
            Lengths = Lengths(measured),
        };
    }

    /// <returns>
    /// How often each label was taken for each; null where results have no labels, or not all the same ones.
    /// </returns>
    public static ConfusionFigures? Confusion(IReadOnlyList<ResultNumbers> results)
    {
        if (results.Count == 0 || results.Any(result => result is { Gold: null } or { Predicted: null }))
        {
            return null;
        }

        IReadOnlyList<string> labels = results[0].Labels;
        if (labels.Count == 0 || !results.All(result => ReferenceEquals(result.Labels, labels)))
        {
            return null;
        }

        int[][] counts = [.. labels.Select(_ => new int[labels.Count])];
        foreach (ResultNumbers result in results)
        {
            counts[result.Gold!.Value][result.Predicted!.Value]++;
        }

        return new ConfusionFigures(labels, counts);
    }

    /// <returns>Mean lengths and their correlation with the loss; null where there are no losses.</returns>
    public static LengthFigures? Lengths(IReadOnlyList<ResultNumbers> results)
    {
        ResultNumbers[] scored = [.. results.Where(result => result.Loss is not null)];
        if (scored.Length == 0)
        {
            return null;
        }

        double[] losses = [.. scored.Select(result => result.Loss!.Value)];
        double Mean(Func<ResultNumbers, double> length) => scored.Average(length);
        double? WithLoss(Func<ResultNumbers, double> length) =>
            Correlation.Pearson(losses, [.. scored.Select(length)]);
        return new LengthFigures
        {
            InputCharacters = Mean(result => result.InputCharacters),
            PromptTokens = Mean(result => result.PromptTokens),
            OutputCharacters = Mean(result => result.OutputCharacters),
            OutputTokens = Mean(result => result.OutputTokens),
            LossWithInputCharacters = WithLoss(result => result.InputCharacters),
            LossWithPromptTokens = WithLoss(result => result.PromptTokens),
            LossWithOutputCharacters = WithLoss(result => result.OutputCharacters),
            LossWithOutputTokens = WithLoss(result => result.OutputTokens),
        };
    }

    private static IEnumerable<MetricFigure> Metrics(
        EvaluationTask task, ResultNumbers[] results, int[] seeds, bool isParity)
    {
        foreach ((string key, Metric metric) in MetricFigures.Reported(task))
        {
            yield return MetricFigures.Of(key, metric, results, seeds, isParity);
        }

        if (results.Any(result => result.Loss is not null))
        {
            yield return Loss(task, results, seeds, isParity);
        }
    }

    private static MetricFigure Loss(EvaluationTask task, ResultNumbers[] results, int[] seeds, bool isParity) =>
        MetricFigures.Of(
            MetricCatalog.Loss,
            MetricCatalog.Find(MetricCatalog.Loss, task.Request),
            [.. results.Where(result => result.Loss is not null)],
            seeds,
            isParity);
}
