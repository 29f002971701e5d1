using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Results;
using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Evaluation.Metrics;

/// <summary>From a task's results to its part of the report. The order of the results does not matter.</summary>
internal static class TaskReports
{
    /// <param name="task">What was measured.</param>
    /// <param name="results">Its results, variants and failures too; each sample, shots, seed and variant once.</param>
    /// <param name="counts">How many samples there are, and how many are measured.</param>
    /// <param name="isParity">Whether standard errors are those of lm-evaluation-harness, draw by draw.</param>
    public static TaskReport From(
        EvaluationTask task, IReadOnlyList<ResultNumbers> results, SampleCounts counts, bool isParity)
    {
        ResultNumbers[] plain = [.. results.Where(result => result.Key.Variant.Length == 0)];
        return new TaskReport
        {
            Task = task.Name,
            Description = task.Description,
            Version = task.Version,
            Request = task.Request,
            Samples = counts,
            Identity = task.Identity,
            Figures = [.. task.Shots.Distinct().SelectMany(shots => Figures(task, shots, plain, isParity))],
            Influence = InfluenceAggregation.Figures(results),
            Orders = OrderAggregation.Figures(results),
            Warnings = Counts(results.SelectMany(result => result.Warnings.Distinct())),
            Failures = Counts(results.Select(result => result.Failure).OfType<string>()),
        };
    }

    private static IEnumerable<ShotsFigures> Figures(
        EvaluationTask task, int shots, ResultNumbers[] plain, bool isParity)
    {
        ResultNumbers[] own = [.. plain.Where(result => result.Key.Shots == shots)];
        yield return ShotsAggregation.Figures(task, null, shots, own, isParity);
        IEnumerable<IGrouping<string, ResultNumbers>> groups = own.Where(result => result.Group is not null)
            .OrderBy(result => result.Index).GroupBy(result => result.Group!);
        foreach (IGrouping<string, ResultNumbers> group in groups)
        {
            yield return ShotsAggregation.Figures(task, group.Key, shots, [.. group], isParity);
        }
    }

    private static SortedDictionary<string, int> Counts(IEnumerable<string> names) => new(
        names.CountBy(name => name).ToDictionary(), StringComparer.Ordinal);
}
