using System.Collections.ObjectModel;
using System.Text.RegularExpressions;

namespace GptPrompting.Evaluation.Records;

/// <summary>A data file and how it is read.</summary>
public sealed record RecordSource
{
    /// <summary>The file: a path on this machine.</summary>
    /// <exception cref="ArgumentException">It is empty, or an address such as <c>https://...</c>.</exception>
    public required string Path
    {
        get;
        init
        {
            ArgumentException.ThrowIfNullOrEmpty(value);
            field = !IsAddress(value) ? value : throw new ArgumentException(AddressProblem(value), nameof(Path));
        }
    }

    /// <summary>
    /// How it is written; null goes by the end of its name: <c>.jsonl</c>, <c>.json</c>, <c>.csv</c>, <c>.tsv</c>, each
    /// also with <c>.gz</c>.
    /// </summary>
    public RecordFormat? Format { get; init; }

    /// <summary>
    /// A regular expression for <see cref="RecordFormat.Lines"/> that every line matches; its named groups are the
    /// fields. Null makes the line the field <c>text</c>.
    /// </summary>
    public Regex? Pattern { get; init; }

    /// <summary>
    /// The names of the columns of <see cref="RecordFormat.Csv"/> and <see cref="RecordFormat.Tsv"/>; null takes them
    /// from the first line.
    /// </summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>
    /// Whether the first line of a table names its columns and is no record; null where <see cref="Columns"/> are not
    /// given.
    /// </summary>
    public bool? HasHeader { get; init; }

    /// <summary>
    /// What parts the values of a table; null for a comma, or a tab in <see cref="RecordFormat.Tsv"/>.
    /// </summary>
    public string? Delimiter { get; init; }

    /// <summary>Whether double quotes hold a table's value together; else they are characters like others.</summary>
    public bool HasQuotes { get; init; } = true;

    /// <summary>
    /// The records to take: those whose field, as text, is one of the values, for every field named; all by default.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Where { get; init; } =
        ReadOnlyDictionary<string, IReadOnlyList<string>>.Empty;

    /// <summary>
    /// The most bytes that the file may have, unpacked; a small packed file may hold far more than memory has. At least
    /// 1; a billion by default.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MaxBytes
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(
            nameof(MaxBytes), value, $"MaxBytes is {value}; it must be at least 1.");
    } = 1_000_000_000;

    internal static bool IsAddress(string path) => path.Contains("://", StringComparison.Ordinal);

    internal static string AddressProblem(string path) => $"'{path}' is an address; data is read from files only";
}
