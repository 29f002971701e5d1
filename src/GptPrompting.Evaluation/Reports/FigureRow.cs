using System.Globalization;

namespace GptPrompting.Evaluation.Reports;

/// <summary>One metric of a report with what it is of: the rows of the flat formats.</summary>
internal sealed record FigureRow(TaskReport Task, ShotsFigures Figures, MetricFigure Metric)
{
    public static IEnumerable<FigureRow> Of(EvaluationReport report) =>
        from task in report.Tasks
        from figures in task.Figures
        from metric in figures.Metrics
        select new FigureRow(task, figures, metric);

    /// <summary>The shortest text that gives the same number; empty where there is none.</summary>
    public static string Exact(double? number) => number?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    public static string Exact(int number) => number.ToString(CultureInfo.InvariantCulture);
}
