using System.Globalization;
using GptPrompting.Evaluation;
using Spectre.Console;

namespace GptPrompting.Cli.Demo;

/// <summary>
/// The report as a table: for each set of samples a line with their number, the loss and the accuracy, under each
/// number of shots.
/// </summary>
internal static class ShotsTable
{
    public static Table Of(ShotsReport report, IReadOnlyList<int> shots, bool isTerminal)
    {
        Table table = new Table().Border(isTerminal ? TableBorder.Horizontal : TableBorder.Markdown);
        table.AddColumn(new TableColumn("samples").NoWrap()).AddColumn(new TableColumn("measure").NoWrap());
        foreach (int count in shots)
        {
            table.AddColumn(new TableColumn($"{count} {(count == 1 ? "shot" : "shots")}").RightAligned().NoWrap());
        }

        foreach (IGrouping<string, ShotsRow> task in report.Rows.GroupBy(row => row.Task))
        {
            ShotsRow[] rows = [.. task];
            table.AddRow([task.Key, "loss", .. rows.Select(row => Number(row.Loss, row.LossStandardError, "F2"))]);
            table.AddRow(["", "accuracy", .. rows.Select(row => Percent(row.ExactMatch, row.ExactMatchStandardError))]);
            table.AddRow(["", "n", .. rows.Select(row => row.SampleCount.ToString(CultureInfo.InvariantCulture))]);
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
            + "±" + deviation.ToString(format, CultureInfo.InvariantCulture),
    };
}
