using System.Globalization;
using GptPrompting.Evaluation.Reports;
using Spectre.Console;

namespace GptPrompting.Cli.Measuring;

/// <summary>The figures of a run as a table: a line for each task, number of shots and metric.</summary>
internal static class SummaryTable
{
    /// <param name="report">The figures.</param>
    /// <param name="withGroups">Whether groups of samples have lines of their own.</param>
    /// <param name="isTerminal">Whether someone looks at it.</param>
    public static Table Of(EvaluationReport report, bool withGroups, bool isTerminal)
    {
        Table table = Terminal.NewTable(isTerminal);
        table.AddColumn(new TableColumn("task").NoWrap());
        table.AddColumn(new TableColumn("shots").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("n").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("metric").NoWrap());
        table.AddColumn(new TableColumn("value").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("± error").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("95 % interval").RightAligned().NoWrap());
        foreach (TaskReport task in report.Tasks)
        {
            string last = "";
            foreach (ShotsFigures figures in task.Figures.Where(each => withGroups || each.Group is null)
                .OrderBy(each => each.Group is not null).ThenBy(each => each.Group, StringComparer.Ordinal))
            {
                string name = figures.Group is null ? task.Task : $"{task.Task}/{figures.Group}";
                AddRows(table, name == last ? "" : name, figures);
                last = name;
            }
        }

        return table;
    }

    /// <returns>A number with four digits behind the point; three that count where it is small or large.</returns>
    internal static string Number(double? value) => value switch
    {
        null => "none",
        double number when Math.Abs(number) is < 0.001 and > 0 => number.ToString("g3", CultureInfo.InvariantCulture),
        double number when Math.Abs(number) >= 1e6 => number.ToString("0.00e+0", CultureInfo.InvariantCulture),
        double number => number.ToString("F4", CultureInfo.InvariantCulture),
    };

    private static void AddRows(Table table, string name, ShotsFigures figures)
    {
        bool isFirst = true;
        foreach (MetricFigure metric in figures.Metrics)
        {
            string[] start = isFirst ? [name, Whole(figures.Shots), Whole(figures.Count)] : ["", "", ""];
            string interval = metric.Low is null ? "" : $"{Number(metric.Low)} to {Number(metric.High)}";
            string[] cells =
            [
                .. start, metric.Name, Number(metric.Value),
                metric.StandardError is null ? "" : Number(metric.StandardError), interval,
            ];
            table.AddRow([.. cells.Select(cell => new Text(cell))]);
            isFirst = false;
        }
    }

    private static string Whole(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
