using GptPrompting.Evaluation.Comparisons;
using Spectre.Console;

namespace GptPrompting.Cli.Measuring;

/// <summary>Draws the tables of a comparison.</summary>
internal static class ComparisonTables
{
    // Two columns of numbers and one of names have room in 80 characters.
    private const int SideBySide = 2;

    /// <summary>
    /// Writes a table; where it is wider than the terminal, its rows become columns, two of them in a table.
    /// </summary>
    public static void Write(IAnsiConsole console, ComparisonTable rows)
    {
        Table whole = Of(console, rows.Columns, rows.Rows);
        if (console.WidthOf(whole) <= console.Profile.Width)
        {
            console.Write(whole);
            return;
        }

        foreach (IReadOnlyList<string>[] some in rows.Rows.Chunk(SideBySide))
        {
            console.WriteWhole(Of(
                console,
                [rows.Columns[0], .. some.Select(row => $">{row[0]}")],
                rows.Columns.Skip(1).Select((column, i) =>
                    (IReadOnlyList<string>)[column.TrimStart('>'), .. some.Select(row => row[i + 1])])));
        }
    }

    private static Table Of(
        IAnsiConsole console, IEnumerable<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        Table table = Terminal.NewTable(console.Profile.Capabilities.Ansi);
        foreach (string column in columns)
        {
            TableColumn made = new TableColumn(Markup.Escape(column.TrimStart('>'))).NoWrap();
            table.AddColumn(column.StartsWith('>') ? made.RightAligned() : made);
        }

        foreach (IReadOnlyList<string> row in rows)
        {
            table.AddRow([.. row.Select(cell => new Text(cell))]);
        }

        return table;
    }
}
