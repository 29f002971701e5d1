using System.Text;

namespace GptPrompting.Evaluation.Reports;

/// <summary>
/// A report as CSV (RFC 4180): one line for each task, group, number of shots and metric, numbers exact, a number that
/// is missing empty.
/// </summary>
public static class ReportCsv
{
    private const string Header = "task,group,shots,metric,value,stderr,low,high,n,failures";

    /// <summary>The lines, the header first; each ends with a line break.</summary>
    public static string Write(EvaluationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        StringBuilder csv = new StringBuilder(Header).Append('\n');
        foreach (FigureRow row in FigureRow.Of(report))
        {
            csv.AppendJoin(',', Cells(row).Select(Quote)).Append('\n');
        }

        return csv.ToString();
    }

    private static string[] Cells(FigureRow row) =>
    [
        row.Task.Task,
        row.Figures.Group ?? "",
        FigureRow.Exact(row.Figures.Shots),
        row.Metric.Name,
        FigureRow.Exact(row.Metric.Value),
        FigureRow.Exact(row.Metric.StandardError),
        FigureRow.Exact(row.Metric.Low),
        FigureRow.Exact(row.Metric.High),
        FigureRow.Exact(row.Figures.Count),
        FigureRow.Exact(row.Figures.FailureCount),
    ];

    private static string Quote(string cell) =>
        cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
