using System.Text.RegularExpressions;
using GptPrompting.Evaluation.Records;
using GptPrompting.Prompts;
using YamlDotNet.RepresentationModel;

namespace GptPrompting.Evaluation.Tasks;

/// <summary>A data file as a task file names it: its path, or a mapping that also says how it is read.</summary>
internal static class DataYaml
{
    private static readonly TimeSpan PatternTime = TimeSpan.FromSeconds(1);

    private static readonly Dictionary<string, RecordFormat> Formats = new(StringComparer.Ordinal)
    {
        ["jsonl"] = RecordFormat.JsonLines, ["json"] = RecordFormat.Json, ["squad"] = RecordFormat.Squad,
        ["csv"] = RecordFormat.Csv, ["tsv"] = RecordFormat.Tsv, ["lines"] = RecordFormat.Lines,
        ["text"] = RecordFormat.Text,
    };

    /// <exception cref="PromptFormatException">The file is missing or wrong, or so is what is said of it.</exception>
    public static IReadOnlyList<DataRecord> Read(
        YamlNode node, string path, TaskFiles files, bool isMeasured = false)
    {
        YamlMap map = Map(node, path);
        YamlNode place = map.Get("path");
        string name = map.GetText("path");
        if (name.Length == 0 || RecordSource.IsAddress(name))
        {
            throw map.Error(place, name.Length == 0 ? "the path is empty" : RecordSource.AddressProblem(name));
        }

        var source = new RecordSource
        {
            Path = files.Data(map, place, name, isMeasured),
            Format = FormatOf(map),
            Pattern = PatternOf(map),
            Columns = map.FindTexts("columns"),
            HasHeader = map.FindBool("header"),
            Delimiter = map.FindText("delimiter"),
            HasQuotes = map.FindBool("quotes") ?? true,
            Where = WhereOf(map),
        };
        return map.Checked("path", () => RecordFile.Read(source));
    }

    // A path alone is a mapping of one key.
    private static YamlMap Map(YamlNode node, string path) => new(
        path,
        node is YamlScalarNode name ? new YamlMappingNode(new YamlScalarNode("path"), name) : node,
        "path", "format", "pattern", "columns", "header", "delimiter", "quotes", "where");

    private static RecordFormat? FormatOf(YamlMap map) => map.FindText("format") is not { } name ? null
        : Formats.TryGetValue(name, out RecordFormat format) ? format
        : throw map.Error("format", $"the format is '{name}'; known are {string.Join(", ", Formats.Keys)}");

    private static Regex? PatternOf(YamlMap map) => map.FindText("pattern") is { } pattern
        ? map.Checked("pattern", () => new Regex(pattern, RegexOptions.CultureInvariant, PatternTime))
        : null;

    private static Dictionary<string, IReadOnlyList<string>> WhereOf(YamlMap map)
    {
        YamlMap? where = map.FindMap("where", known: null);
        return where is null ? []
            : where.Keys.ToDictionary(key => key, key => where.FindTexts(key)!, StringComparer.Ordinal);
    }
}
