using GptPrompting.Evaluation.Results;

namespace GptPrompting.Evaluation.Comparisons;

/// <summary>The same sample with the same shots and seed in two runs; null where one lacks it.</summary>
internal sealed record ResultPair(SampleResult? A, SampleResult? B)
{
    /// <summary>That of either run.</summary>
    public SampleResult Any => A ?? B!;

    public bool IsFailed => A?.Failure is not null || B?.Failure is not null;

    /// <summary>Whether the two runs measured different things under one id.</summary>
    public bool IsDiffering =>
        A is not null && B is not null
        && (A.Target != B.Target || (IsKnown(A) && IsKnown(B) && A.DocumentHash != B.DocumentHash));

    public bool IsComparable => A is not null && B is not null && !IsFailed && !IsDiffering;

    /// <summary>
    /// The pairs of two runs, by task in the order of the first run's report, shots, seed and place in the data.
    /// </summary>
    /// <exception cref="ArgumentException">A run has a result twice.</exception>
    public static IReadOnlyList<ResultPair> Of(ComparedRun a, ComparedRun b)
    {
        Dictionary<SampleKey, SampleResult> first = ByKey(a);
        Dictionary<SampleKey, SampleResult> second = ByKey(b);
        string[] tasks = [.. a.Report.Tasks.Concat(b.Report.Tasks).Select(task => task.Task)];
        IEnumerable<SampleResult> all = first.Values.Concat(
            second.Where(pair => !first.ContainsKey(pair.Key)).Select(pair => pair.Value));
        return [.. SampleOrder.Sort(tasks, all).Select(SampleKey.Of).Select(key =>
            new ResultPair(first.GetValueOrDefault(key), second.GetValueOrDefault(key)))];
    }

    private static bool IsKnown(SampleResult result) => result.DocumentHash.Length > 0;

    private static Dictionary<SampleKey, SampleResult> ByKey(ComparedRun run)
    {
        Dictionary<SampleKey, SampleResult> byKey = [];
        foreach (SampleResult result in run.Results.Where(result => result.Variant.Length == 0))
        {
            if (!byKey.TryAdd(SampleKey.Of(result), result))
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
