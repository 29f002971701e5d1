using GptPrompting.Evaluation.Results;

namespace GptPrompting.Evaluation.Comparisons;

/// <summary>The same sample with the same shots and seed in two runs; null where one lacks it.</summary>
internal sealed record ResultPair(ComparedResult? A, ComparedResult? B)
{
    /// <summary>That of either run.</summary>
    public ResultNumbers Any => (A ?? B!).Numbers;

    public bool IsFailed => A?.Numbers.Failure is not null || B?.Numbers.Failure is not null;

    /// <summary>Whether the two runs measured different things under one id.</summary>
    public bool IsDiffering =>
        A is not null && B is not null
        && (A.Target != B.Target || (A.Document is { } a && B.Document is { } b && a != b));

    public bool IsComparable => A is not null && B is not null && !IsFailed && !IsDiffering;

    /// <summary>
    /// The pairs of two runs, by task in the order of the first run's report, shots, seed and place in the data.
    /// </summary>
    /// <exception cref="ArgumentException">A run has a result twice.</exception>
    public static IReadOnlyList<ResultPair> Of(ComparedRun a, ComparedRun b)
    {
        var shared = new SharedTexts();
        Dictionary<SampleKey, ComparedResult> first = ByKey(a, shared);
        Dictionary<SampleKey, ComparedResult> second = ByKey(b, shared);
        string[] tasks = [.. a.Report.Tasks.Concat(b.Report.Tasks).Select(task => task.Task)];
        IEnumerable<ComparedResult> all = first.Values.Concat(
            second.Where(pair => !first.ContainsKey(pair.Key)).Select(pair => pair.Value));
        return [.. SampleOrder.Sort(tasks, all, each => each.Numbers).Select(each => each.Numbers.Key).Select(key =>
            new ResultPair(first.GetValueOrDefault(key), second.GetValueOrDefault(key)))];
    }

    private static Dictionary<SampleKey, ComparedResult> ByKey(ComparedRun run, SharedTexts shared)
    {
        Dictionary<SampleKey, ComparedResult> byKey = [];
        foreach (SampleResult result in run.Results.Where(result => result.Variant.Length == 0))
        {
            var compared = ComparedResult.Of(result, shared);
            if (!byKey.TryAdd(compared.Numbers.Key, compared))
            {
                throw new ArgumentException(
                    $"The run {run.Name} has task {result.Task}, sample {result.Sample}, shots {result.Shots}, "
                    + $"seed {result.Seed} twice.",
                    nameof(run));
            }
        }

        return byKey;
    }
}
