using System.Globalization;
using GptPrompting.Evaluation;
using Spectre.Console;

namespace GptPrompting.Cli.Demo;

/// <summary>
/// The report as a table: a line for each set of samples, loss and accuracy under each number of shots.
/// </summary>
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
            table.AddRow([task.Key, "loss", n, .. task.Select(row => Number(row.Loss, row.LossStandardError, "F2"))]);
            table.AddRow(
                ["", "accuracy", n, .. task.Select(row => Percent(row.ExactMatch, row.ExactMatchStandardError))]);
        }

        return table;
    }

    private static string Percent(double? share, double? error) =>
        share is null ? "none" : Number(share * 100, error * 100, "F0") + " %";

    private static string Number(double? value, double? error, string format) => (value, error) switch
    {
        (null, _) => "none",
        (double mean, null) => mean.ToString(format, CultureInfo.InvariantCulture),
        (double mean, double deviation) => mean.ToString(format, CultureInfo.InvariantCulture)
            + " ± " + deviation.ToString(format, CultureInfo.InvariantCulture),
    };
}
