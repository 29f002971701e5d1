using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace GptPrompting.Prompts;

/// <summary>
/// The content of a <c>prompt.yaml</c>, in the keys of Semantic Kernel; a key that nothing here uses is an error.
/// </summary>
internal sealed partial class PromptFile : IPromptFile
{
    internal const string FileName = "prompt.yaml";

    private const string TrustKey = "allow_dangerously_set_content";
    private const string FormatKey = "template_format";

    private readonly string _text;
    private readonly YamlMap _map;
    private readonly bool _trustsAll;
    private readonly Dictionary<string, YamlNode> _defaults = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Mark> _names = new(StringComparer.Ordinal);

    private PromptFile(string path, string text)
    {
        (Path, _text) = (path, text);
        _map = new YamlMap(
            path,
            YamlFile.Parse(text, path),
            "name", "description", FormatKey, "template", "input_variables", "output_variable", "execution_settings",
            TrustKey);
        CheckFormat();
        _trustsAll = _map.FindBool(TrustKey) ?? false;
    }

    public string Path { get; }

    public IReadOnlyDictionary<string, object?> Samples => ReadOnlyDictionary<string, object?>.Empty;

    public string Name => _map.FindText("name") ?? FolderName;

    public string Description => _map.FindText("description") ?? "";

    public PromptOutput? Output => _map.FindMap("output_variable", "description", "json_schema") is { } output
        ? new PromptOutput(output.FindText("description") ?? "", SchemaIn(output))
        : null;

    internal static PromptFile Load(string path) => new(path, TextFile.ReadWritten(path));

    public PromptTemplate Template(TemplatePartials partials) =>
        PromptTemplate.Parse(_map.GetText("template"), Path, partials, Origin((YamlScalarNode)_map.Get("template")));

    public IReadOnlyList<PromptVariable> Variables()
    {
        var variables = new List<PromptVariable>();
        foreach (YamlNode node in _map.FindList("input_variables"))
        {
            var map = new YamlMap(
                Path, node, "name", "description", "default", "is_required", "json_schema", TrustKey);
            string name = map.GetText("name");
            if (!IsVariableName(name))
            {
                throw map.Error("name", $"'{name}' cannot be the name of a variable");
            }

            if (variables.Exists(other => other.Name == name))
            {
                throw map.Error("name", $"the variable '{name}' is declared twice");
            }

            _names[name] = map.Get("name").Start;
            object? value = map.Find("default") is { } given ? YamlValues.AsWritten(_defaults[name] = given) : null;
            variables.Add(new(name, map.FindText("description") ?? "", value, map.FindBool("is_required") ?? true)
            {
                JsonSchema = SchemaIn(map),
                AllowDangerouslySetContent = _trustsAll | (map.FindBool(TrustKey) ?? false),
            });
        }

        return variables;
    }

    public IReadOnlyList<PromptServiceSettings> Services() =>
        [.. Services(_map.FindMap("execution_settings", known: null))];

    public IReadOnlyList<string> Labels() => PromptLabels.Read(Settings());

    /// <summary>An error at the default of a variable.</summary>
    public PromptFormatException DefaultError(string variable, string problem) =>
        _map.Error(_defaults[variable], problem);

    public (int Line, int Column) PlaceOfVariable(string name) => Place(_names[name]);

    public (int Line, int Column) PlaceOfSetting(string name) =>
        Place(Settings()?.Find(name)?.Start ?? new Mark(0, 1, 1));

    internal static bool IsVariableName(string name) =>
        Identifier().IsMatch(name) && name != Prompt.DemonstrationsVariable;

    private static (int Line, int Column) Place(Mark mark) => ((int)mark.Line, (int)mark.Column);

    /// <summary>A text with a JSON object, as the kernel wants it.</summary>
    private static string? SchemaIn(YamlMap map)
    {
        if (map.FindText("json_schema") is not { } schema)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(schema);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? schema
                : throw map.Error("json_schema", "a JSON schema is to be a JSON object");
        }
        catch (JsonException exception)
        {
            throw map.Error("json_schema", $"the JSON schema is no JSON: {exception.Message}");
        }
    }

    private string FolderName =>
        System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path)))!
            .Replace('-', '_');

    private void CheckFormat()
    {
        const string Wanted = $"{FormatKey}: {TemplateFormat.Name}";
        if (_map.FindText(FormatKey) is not { } format)
        {
            const string Standard = "semantic-kernel";
            throw _map.Error(
                "template", TemplateFormat.Refusal($"without {FormatKey} it is '{Standard}'", Standard, Wanted));
        }

        if (format != TemplateFormat.Name)
        {
            throw _map.Error(FormatKey, TemplateFormat.Refusal($"{FormatKey} is '{format}'", format, Wanted));
        }
    }

    private YamlMap? Settings() => _map.FindMap("execution_settings", known: null)
        ?.FindMap(PromptServiceSettings.Default, known: null);

    private static IEnumerable<PromptServiceSettings> Services(YamlMap? services)
    {
        foreach (string id in services?.Keys ?? [])
        {
            YamlMap settings = services!.FindMap(id, known: null)!;
            if (settings.FindText(PromptServiceSettings.ServiceIdKey) is { } said && said != id)
            {
                string problem = $"these are the settings of the service '{id}', not of '{said}'";
                throw settings.Error(PromptServiceSettings.ServiceIdKey, problem);
            }

            yield return PromptServiceSettings.Of(
                id, settings.Keys.ToDictionary(key => key, key => YamlValues.From(settings.Get(key))));
        }
    }

    /// <summary>
    /// In a literal block every line of the template is a line of the file, moved right by one indentation.
    /// </summary>
    private TemplateOrigin Origin(YamlScalarNode node)
    {
        int header = (int)node.Start.Line;
        if (node.Style != ScalarStyle.Literal)
        {
            return new TemplateOrigin(header, (int)node.Start.Column, IsExact: false);
        }

        string? firstLine = _text.Split('\n').Skip(header).FirstOrDefault(line => !string.IsNullOrWhiteSpace(line));
        int indentation = firstLine is null ? 0 : firstLine.Length - firstLine.TrimStart(' ').Length;
        return new TemplateOrigin(header, indentation, IsExact: true);
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$", RegexOptions.None, 1000)]
    private static partial Regex Identifier();
}
