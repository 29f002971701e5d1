using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using GptPrompting.Prompts;

namespace GptPrompting.Evaluation.Records;

/// <summary>Records in tables of text: CSV and TSV.</summary>
internal static class TableRecords
{
    public static IEnumerable<DataRecord> Read(RecordSource source, byte[] content, string delimiter)
    {
        var text = new StringReader(TextRecords.Decode(source.Path, content));
        int start = 1;
        using var parser = new CsvParser(text, Settings(delimiter, source, () => start));
        string[]? names = source.Columns is null ? null : Checked(source.Path, 1, [.. source.Columns]);
        bool skips = names is not null && source.HasHeader == true;
        int index = 0;
        while (Next(parser) is { } row)
        {
            start = parser.RawRow + 1;
            if (names is null || skips)
            {
                names ??= Checked(source.Path, row.Line, row.Values);
                skips = false;
                continue;
            }

            yield return row.Values.Length == names.Length
                ? new DataRecord(source.Path, index++, row.Line, TextRecords.Object(names.Zip(row.Values)))
                : throw new PromptFormatException(source.Path, row.Line, 1,
                    $"the line has {row.Values.Length} values; there are {names.Length} columns: "
                    + string.Join(", ", names));
        }
    }

    /// <param name="delimiter">What parts values.</param>
    /// <param name="source">The table.</param>
    /// <param name="start">The first line of the record that is being read.</param>
    private static CsvConfiguration Settings(string delimiter, RecordSource source, Func<int> start) =>
        new(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter,
            Mode = source.HasQuotes ? CsvMode.RFC4180 : CsvMode.NoEscape,
            // A quote within a value that is not quoted, or after its closing one.
            BadDataFound = bad => throw new PromptFormatException(
                source.Path, start(), 1,
                $"a double quote stands where none may be, or is not closed, at '{Beginning(bad.Field)}'; within a "
                + "quoted value it is written twice, and where quotes are characters like others the task's data has "
                + "'quotes: false'"),
        };

    private static (int Line, string[] Values)? Next(CsvParser parser)
    {
        int line = parser.RawRow + 1;
        return parser.Read() ? (line, parser.Record!) : null;
    }

    private static string Beginning(string value)
    {
        string line = value.Split('\n')[0].TrimEnd('\r');
        return line.Length <= 40 ? line : line[..40] + "...";
    }

    private static string[] Checked(string path, int line, string[] names)
    {
        string? twice = names.FirstOrDefault(name => names.Count(other => other == name) > 1);
        return twice is null
            ? names
            : throw new PromptFormatException(path, line, 1, $"two columns are named '{twice}'");
    }
}
