using System.Globalization;
using GptPrompting.Evaluation.Reports;
using Spectre.Console;

namespace GptPrompting.Cli.Measuring;

/// <summary>The figures of a run as a table: a line for each task, number of shots and metric.</summary>
internal static class SummaryTable
{
    /// <summary>
    /// Writes the table; where it is wider than the terminal, one for each task (and group) below its name.
    /// </summary>
    /// <param name="console">Where to.</param>
    /// <param name="report">The figures.</param>
    /// <param name="withGroups">Whether groups of samples have lines of their own.</param>
    public static void Write(IAnsiConsole console, EvaluationReport report, bool withGroups)
    {
        bool isTerminal = console.Profile.Capabilities.Ansi;
        Table table = Of(report, withGroups, isTerminal);
        if (console.WidthOf(table) <= console.Profile.Width)
        {
            console.Write(table);
            return;
        }

        foreach (IGrouping<string, ShotsFigures> part in Parts(report, withGroups)
            .GroupBy(each => each.Name, each => each.Figures))
        {
            Table own = NewTable(isTerminal);
            foreach (ShotsFigures figures in part)
            {
                AddRows(own, [], figures);
            }

            console.WriteLine(part.Key);
            console.WriteWhole(own);
        }
    }

    /// <param name="report">The figures.</param>
    /// <param name="withGroups">Whether groups of samples have lines of their own.</param>
    /// <param name="isTerminal">Whether someone looks at it.</param>
    public static Table Of(EvaluationReport report, bool withGroups, bool isTerminal)
    {
        Table table = NewTable(isTerminal, "task");
        string last = "";
        foreach ((string name, ShotsFigures figures) in Parts(report, withGroups))
        {
            AddRows(table, [name == last ? "" : name], figures);
            last = name;
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

    private static IEnumerable<(string Name, ShotsFigures Figures)> Parts(EvaluationReport report, bool withGroups) =>
        report.Tasks.SelectMany(task => task.Figures.Where(each => withGroups || each.Group is null)
            .OrderBy(each => each.Group is not null).ThenBy(each => each.Group, StringComparer.Ordinal)
            .Select(each => (each.Group is null ? task.Task : $"{task.Task}/{each.Group}", each)));

    private static Table NewTable(bool isTerminal, params IEnumerable<string> first)
    {
        Table table = Terminal.NewTable(isTerminal);
        foreach (string name in first)
        {
            table.AddColumn(new TableColumn(name).NoWrap());
        }

        table.AddColumn(new TableColumn("shots").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("n").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("metric").NoWrap());
        table.AddColumn(new TableColumn("value").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("± error").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("95 % interval").RightAligned().NoWrap());
        return table;
    }

    private static void AddRows(Table table, string[] name, ShotsFigures figures)
    {
        bool isFirst = true;
        foreach (MetricFigure metric in figures.Metrics)
        {
            string[] start = isFirst
                ? [.. name, Whole(figures.Shots), Whole(figures.Count)]
                : [.. name.Select(_ => ""), "", ""];
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
