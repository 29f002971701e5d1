using System.Globalization;
using System.Text;
using System.Text.Json;
using GptPrompting.Evaluation.Results;

namespace GptPrompting.Evaluation.Reports.Html;

/// <summary>
/// A report as one page, <c>report.html</c>, that needs no network and no file beside it: curves with their intervals,
/// what each demonstration and order did, every sample, the tokens of the worst and of a seeded sample.
/// </summary>
/// <remarks>
/// The same input gives the same bytes. Measured times stand on one line, in the element <c>timings</c>; pages of two
/// equal runs differ in that line only. The numbers shown are those of the element <c>results</c>, the JSON of
/// <see cref="ReportJson"/>; figures of single samples are rounded to six digits.
/// </remarks>
public static class HtmlReport
{
    /// <summary>
    /// The most bytes of a page whose rows fit: 10,000 results and more do, with as many token details as there is room
    /// for.
    /// </summary>
    public const int MaximumBytes = 2_000_000;

    /// <summary>The page.</summary>
    /// <param name="report">What the run found.</param>
    /// <param name="results">
    /// The run's results, in any order; enumerated twice, and none is kept: they may be read from a file.
    /// </param>
    /// <param name="timings">What the run cost; null where nobody measured.</param>
    public static string Write(
        EvaluationReport report, IEnumerable<SampleResult> results, RunTimings? timings = null) =>
        Write(report, results, rows => timings is null ? "null" : Times(timings, ByKey(timings, rows)));

    /// <summary>The page of results whose seconds are in the results' order.</summary>
    /// <param name="report">What the run found.</param>
    /// <param name="results">The run's results; enumerated twice, and none is kept.</param>
    /// <param name="timings">What the run cost, without the results' seconds.</param>
    /// <param name="seconds">The seconds of each result, as far as known.</param>
    internal static string Write(
        EvaluationReport report,
        IEnumerable<SampleResult> results,
        RunTimings timings,
        IReadOnlyList<double> seconds) =>
        Write(report, results, rows => Times(timings, rows.Count == 0 || seconds.Count == 0 ? null : rows
            .Select(row => row.Place < seconds.Count ? seconds[row.Place] : (double?)null)));

    private static string Write(
        EvaluationReport report, IEnumerable<SampleResult> results, Func<IReadOnlyList<SampleRow>, string> times)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(results);
        var samples = new SamplePacker([.. report.Tasks.Select(task => task.Task)], results);
        var page = new HtmlPage
        {
            Title = $"Evaluation of {report.Run.Model}",
            OwnScripts = ["figures.js", "tokens.js", "samples.js", "report.js"],
            Results = JsonSerializer.Serialize(report, ResultJson.Embedded),
            Timings = times(samples.Rows),
        };
        int taken = Encoding.UTF8.GetByteCount(page.ToString());
        return (page with { Samples = samples.Pack(MaximumBytes - taken) }).ToString();
    }

    private static IEnumerable<double?>? ByKey(RunTimings timings, IReadOnlyList<SampleRow> rows)
    {
        Dictionary<SampleKey, double> seconds = [];
        foreach (SampleTiming timing in timings.Samples)
        {
            var key = new SampleKey(timing.Task, timing.Sample, timing.Shots, timing.Seed, timing.Variant);
            seconds[key] = timing.Seconds;
        }

        return seconds.Count == 0 ? null : rows.Select(row =>
            seconds.TryGetValue(row.Numbers.Key, out double value) ? (double?)value : null);
    }

    private static string Times(RunTimings timings, IEnumerable<double?>? seconds) => JsonSerializer.Serialize(
        new
        {
            timings.TotalSeconds,
            timings.TokensPerSecond,
            timings.Joules,
            Seconds = seconds?.Select(value => value is { } known ? (double?)Short(known) : null),
        },
        ResultJson.Embedded);

    private static double Short(double seconds) =>
        double.Parse(seconds.ToString("G4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
