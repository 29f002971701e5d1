using System.Globalization;
using System.Text;

namespace GptPrompting.Evaluation.Reports;

/// <summary>A report as Markdown tables, for pull requests and notes; numbers to four digits.</summary>
public static class ReportMarkdown
{
    private static readonly string[] Columns =
    [
        "Task", "Group", ">Shots", "Metric", ">Value", ">Standard error", ">95 % interval", ">Results", ">Failures",
    ];

    /// <summary>What was run, the figures, then what went wrong where something did.</summary>
    public static string Write(EvaluationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        StringBuilder markdown = new StringBuilder("# Evaluation of ")
            .Append(MarkdownTable.Escape(report.Run.Model)).Append("\n\n").Append(Sentence(report)).Append("\n\n");
        MarkdownTable.Append(markdown, Columns, FigureRow.Of(report).Select(Cells));
        AppendCounts(markdown, "Warning", report.Tasks.Select(task => (task.Task, task.Warnings)));
        AppendCounts(markdown, "Failure", report.Tasks.Select(task => (task.Task, task.Failures)));
        return markdown.ToString().TrimEnd('\n') + "\n";
    }

    private static string Sentence(EvaluationReport report)
    {
        RunDescription run = report.Run;
        string parity = run.IsParity ? ", by the rules of lm-evaluation-harness" : "";
        return $"{run.ResultCount} of {run.ExpectedCount} results, {report.FailureCount} failed{parity}. "
            + $"Version {MarkdownTable.Escape(run.Version)}, run {MarkdownTable.Escape(run.Key)}.";
    }

    private static string[] Cells(FigureRow row) =>
    [
        row.Task.Task,
        row.Figures.Group ?? "all",
        FigureRow.Exact(row.Figures.Shots),
        row.Metric.Name,
        Short(row.Metric.Value),
        Short(row.Metric.StandardError),
        row.Metric.Low is null && row.Metric.High is null
            ? "–"
            : $"{Short(row.Metric.Low)} to {Short(row.Metric.High)}",
        FigureRow.Exact(row.Figures.Count),
        FigureRow.Exact(row.Figures.FailureCount),
    ];

    private static void AppendCounts(
        StringBuilder markdown, string what, IEnumerable<(string Task, IReadOnlyDictionary<string, int> Counts)> tasks)
    {
        string[][] rows = [.. tasks.SelectMany(task => task.Counts
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => new[] { task.Task, pair.Key, FigureRow.Exact(pair.Value) }))];
        if (rows.Length > 0)
        {
            MarkdownTable.Append(markdown, ["Task", what, ">Results"], rows);
        }
    }

    private static string Short(double? number) =>
        number is { } value ? value.ToString("0.0000", CultureInfo.InvariantCulture) : "–";
}
