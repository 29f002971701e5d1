using System.Text;

namespace GptPrompting.Benchmarks.Targets;

/// <summary>A Markdown table whose columns are aligned, so that it reads as well on a terminal.</summary>
internal static class TextTable
{
    /// <param name="rows">The first one is the heading; all have as many cells.</param>
    public static string Format(IReadOnlyList<string[]> rows)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        var text = new StringBuilder();
        AppendRow(text, rows[0], widths);
        AppendRow(text, [.. widths.Select(width => new string('-', width))], widths);
        foreach (string[] row in rows.Skip(1))
        {
            AppendRow(text, row, widths);
        }

        return text.ToString();
    }

    private static void AppendRow(StringBuilder text, string[] row, int[] widths) =>
        text.Append("| ").AppendJoin(" | ", row.Zip(widths, (cell, width) => cell.PadRight(width))).Append(" |\n");
}
