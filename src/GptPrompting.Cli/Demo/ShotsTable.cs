using System.Globalization;
using GptPrompting.Evaluation.Reports;
using Spectre.Console;

namespace GptPrompting.Cli.Demo;

/// <summary>
/// The report as a table: for each set of samples a line with their number, the loss and the accuracy, under each
/// number of shots.
/// </summary>
internal static class ShotsTable
{
    public static Table Of(EvaluationReport report, bool isTerminal)
    {
        Table table = Terminal.NewTable(isTerminal);
        table.AddColumn(new TableColumn("samples").NoWrap()).AddColumn(new TableColumn("measure").NoWrap());
        foreach (int shots in report.Tasks[0].Figures.Select(figures => figures.Shots).Distinct())
        {
            table.AddColumn(new TableColumn(Counted.Of(shots, "shot")).RightAligned().NoWrap());
        }

        foreach (TaskReport task in report.Tasks)
        {
            ShotsFigures[] rows = [.. task.Figures.Where(figures => figures.Group is null)];
            table.AddRow([task.Task, "loss", .. rows.Select(row => Number(Find(row, "loss"), 1, "F2"))]);
            table.AddRow(["", "accuracy", .. rows.Select(row => Percent(Find(row, "acc")))]);
            table.AddRow(["", "n", .. rows.Select(row => row.Count.ToString(CultureInfo.InvariantCulture))]);
        }

        return table;
    }

    private static MetricFigure? Find(ShotsFigures row, string name) =>
        row.Metrics.FirstOrDefault(metric => metric.Name == name);

    private static string Percent(MetricFigure? share) =>
        share?.Value is null ? "none" : Number(share, 100, "F0") + " %";

    private static string Number(MetricFigure? figure, double factor, string format) =>
        (figure?.Value * factor, figure?.StandardError * factor) switch
        {
            (null, _) => "none",
            (double mean, null) => mean.ToString(format, CultureInfo.InvariantCulture),
            (double mean, double error) => mean.ToString(format, CultureInfo.InvariantCulture)
                + "±" + error.ToString(format, CultureInfo.InvariantCulture),
        };
}
