using System.Text.Json;
using GptPrompting.Prompts;

namespace GptPrompting.Evaluation.Records;

/// <summary>Reads data files. Errors name file, line and column.</summary>
public static class RecordFile
{
    private static readonly (string End, RecordFormat Format)[] Ends =
    [
        (".jsonl", RecordFormat.JsonLines), (".json", RecordFormat.Json),
        (".csv", RecordFormat.Csv), (".tsv", RecordFormat.Tsv),
    ];

    /// <summary>Reads all records of a file into memory.</summary>
    /// <param name="source">The file and how it is read.</param>
    /// <returns>One record or more, in the file's order.</returns>
    /// <exception cref="ArgumentException">The source has an option that its format has no use for.</exception>
    /// <exception cref="PromptFormatException">
    /// The file cannot be read or unpacked, is not UTF-8, is not written in its format, or has no record that is to be
    /// taken.
    /// </exception>
    public static IReadOnlyList<DataRecord> Read(RecordSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        RecordFormat format = source.Format ?? FormatOf(source.Path);
        Check(source, format);
        byte[] content = RecordBytes.Read(source.Path, source.MaxBytes);
        DataRecord[] records = [.. Parse(source, format, content).Where(record => Takes(source, record))];
        return records.Length > 0 ? records : throw new PromptFormatException(source.Path, "no samples");
    }

    private static IEnumerable<DataRecord> Parse(RecordSource source, RecordFormat format, byte[] content) =>
        format switch
        {
            RecordFormat.JsonLines => JsonRecords.Lines(source.Path, content),
            RecordFormat.Json => JsonRecords.List(source.Path, content),
            RecordFormat.Squad => SquadRecords.Read(source.Path, content),
            RecordFormat.Csv => TableRecords.Read(source, content, source.Delimiter ?? ","),
            RecordFormat.Tsv => TableRecords.Read(source, content, source.Delimiter ?? "\t"),
            RecordFormat.Lines => TextRecords.Lines(source, content),
            RecordFormat.Text => TextRecords.Whole(source.Path, content),
            _ => throw new ArgumentException($"The format {format} is none of those known.", nameof(source)),
        };

    private static RecordFormat FormatOf(string path)
    {
        const StringComparison anyCase = StringComparison.OrdinalIgnoreCase;
        string name = path.EndsWith(".gz", anyCase) ? path[..^3] : path;
        RecordFormat[] found = [.. Ends.Where(each => name.EndsWith(each.End, anyCase)).Select(each => each.Format)];
        return found.Length > 0 ? found[0] : throw new PromptFormatException(
            path, "the name does not say how the file is written; give its format");
    }

    private static void Check(RecordSource source, RecordFormat format)
    {
        bool isTable = format is RecordFormat.Csv or RecordFormat.Tsv;
        bool hasTableOption =
            source.Columns is not null || source.HasHeader is not null || source.Delimiter is not null
            || !source.HasQuotes;
        if (hasTableOption && !isTable)
        {
            throw new ArgumentException(
                $"Columns, header, delimiter and quotes are of tables; the format is {format}.", nameof(source));
        }

        if (source.Pattern is not null && format != RecordFormat.Lines)
        {
            throw new ArgumentException($"A pattern is for lines; the format is {format}.", nameof(source));
        }

        if (source is { HasHeader: false, Columns: null })
        {
            throw new ArgumentException("A table without a header needs columns.", nameof(source));
        }
    }

    private static bool Takes(RecordSource source, DataRecord record) => source.Where.All(condition =>
        record.Value.TryGetProperty(condition.Key, out JsonElement value)
            ? condition.Value.Contains(value.ToString())
            : throw record.Error($"there is no field '{condition.Key}'"));
}
