using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Reports.Html;
using GptPrompting.Evaluation.Results;

namespace GptPrompting.Evaluation.Runs;

/// <summary>All reports of a run as files.</summary>
public static class ReportFiles
{
    /// <summary>
    /// Writes <c>results.json</c>, <c>results.csv</c>, <c>report.md</c>, <c>junit.xml</c> and <c>report.html</c>; each
    /// is there wholly or as it was before. The same results give the same bytes, but for the one line of
    /// <c>report.html</c> that holds measured times.
    /// </summary>
    /// <param name="folder">Where; made if it is not there.</param>
    /// <param name="run">What was found.</param>
    /// <param name="thresholds">Limits that were asked for, with what was measured; none is fine.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Write(string folder, EvaluationRun run, IReadOnlyList<ThresholdOutcome> thresholds)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(thresholds);
        Directory.CreateDirectory(folder);
        Write(folder, "results.json", ReportJson.Write(run.Report));
        Write(folder, "results.csv", ReportCsv.Write(run.Report));
        Write(folder, "report.md", ReportMarkdown.Write(run.Report));
        Write(folder, "junit.xml", ReportJUnit.Write(run.Report, thresholds, Failed(run)));
        Write(folder, "report.html", HtmlReport.Write(run.Report, run.Results, Timings(run), run.Seconds));
    }

    private static void Write(string folder, string name, string text) =>
        WholeFile.Write(Path.Combine(folder, name), text);

    private static RunTimings Timings(EvaluationRun run)
    {
        double seconds = run.Seconds.Sum();
        return new RunTimings
        {
            TotalSeconds = seconds,
            TokensPerSecond = seconds > 0 && run.Report.Run.TokensRead > 0
                ? run.Report.Run.TokensRead / seconds
                : null,
            Joules = run.Joules,
        };
    }

    // Where none failed, nobody needs to read them.
    private static IEnumerable<SampleResult> Failed(EvaluationRun run) =>
        run.Report.FailureCount == 0 ? [] : run.Results;
}
