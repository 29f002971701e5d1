namespace GptPrompting.Evaluation;

/// <summary>Loss and exact match against the number of shots, with every single result beside them.</summary>
public sealed class ShotsReport
{
    private ShotsReport(IReadOnlyList<ShotsResult> results, int expectedCount)
    {
        Results = results;
        ExpectedCount = expectedCount;
        Rows =
        [
            .. results
                .GroupBy(result => (result.Task, result.Shots))
                .Select(group => Row(group.Key.Task, group.Key.Shots, [.. group])),
        ];
    }

    /// <summary>One row for each task and number of shots, in the order of the results.</summary>
    public IReadOnlyList<ShotsRow> Rows { get; }

    /// <summary>Every result, one for each sample and number of shots.</summary>
    public IReadOnlyList<ShotsResult> Results { get; }

    /// <summary>How many results a complete run has.</summary>
    public int ExpectedCount { get; }

    /// <summary>Whether every result is there; false for a run that was cancelled.</summary>
    public bool IsComplete => Results.Count == ExpectedCount;

    /// <summary>How many results have a reason instead of numbers.</summary>
    public int FailureCount => Results.Count(result => result.FailureReason is not null);

    /// <summary>Averages results.</summary>
    /// <param name="results">The results, in the order the report is to have.</param>
    /// <param name="expectedCount">How many results a complete run has.</param>
    public static ShotsReport From(IReadOnlyList<ShotsResult> results, int expectedCount)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentOutOfRangeException.ThrowIfLessThan(expectedCount, results.Count);
        return new ShotsReport(results, expectedCount);
    }

    private static ShotsRow Row(string task, int shots, IReadOnlyList<ShotsResult> results)
    {
        ShotsResult[] scored = [.. results.Where(result => result.FailureReason is null)];
        double[] losses = [.. scored.Select(result => result.Loss!.Value)];
        double[] matches = [.. scored.Select(result => result.IsExactMatch == true ? 1.0 : 0.0)];
        return new ShotsRow
        {
            Task = task,
            Shots = shots,
            SampleCount = losses.Length,
            FailureCount = results.Count - losses.Length,
            Loss = ShotsMeans.Mean(losses),
            LossStandardError = ShotsMeans.StandardError(losses),
            ExactMatch = ShotsMeans.Mean(matches),
            ExactMatchStandardError = ShotsMeans.StandardError(matches),
        };
    }
}
