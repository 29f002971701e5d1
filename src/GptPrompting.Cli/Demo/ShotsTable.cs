using System.Globalization;
using GptPrompting.Evaluation;
using Spectre.Console;

namespace GptPrompting.Cli.Demo;

/// <summary>The report as a table: a line for each set of samples, loss and accuracy under each number of shots.</summary>
internal static class ShotsTable
{
    public static Table Of(ShotsReport report, IReadOnlyList<int> shots, bool isTerminal)
    {
        Table table = new Table().Border(isTerminal ? TableBorder.Rounded : TableBorder.Markdown);
        table.AddColumn("samples").AddColumn("measure").AddColumn(new TableColumn("n").RightAligned());
        foreach (int count in shots)
        {
            table.AddColumn(new TableColumn($"{count} {(count == 1 ? "shot" : "shots")}").RightAligned());
        }

        foreach (IGrouping<string, ShotsRow> task in report.Rows.GroupBy(row => row.Task))
        {
            string n = task.First().SampleCount.ToString(CultureInfo.InvariantCulture);
            table.AddRow([task.Key, "loss", n, .. task.Select(row => Cell(row.Loss, row.LossStandardError, 1, "F2"))]);
            table.AddRow(["", "accuracy", n, .. task.Select(row => Cell(row.ExactMatch, row.ExactMatchStandardError, 100, "F0", " %"))]);
        }

        return table;
    }

    private static string Cell(double? value, double? error, double scale, string format, string unit = "") => value is null
        ? "none"
        : (value.Value * scale).ToString(format, CultureInfo.InvariantCulture)
            + (error is null ? "" : " ± " + (error.Value * scale).ToString(format, CultureInfo.InvariantCulture)) + unit;
}
