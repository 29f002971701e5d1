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

    private readonly string _text;
    private readonly YamlMap _map;
    private readonly Dictionary<string, YamlNode> _defaults = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Mark> _names = new(StringComparer.Ordinal);

    private PromptFile(string path, string text)
    {
        (Path, _text) = (path, text);
        _map = new YamlMap(
            path,
            YamlFile.Parse(text, path),
            "name", "description", "template_format", "template", "input_variables", "output_variable",
            "execution_settings");
        if (_map.GetText("template_format") is not "scriban" and var format)
        {
            throw _map.Error("template_format", $"template_format is '{format}'; only scriban is read here");
        }
    }

    public string Path { get; }

    public IReadOnlyDictionary<string, object?> Samples => ReadOnlyDictionary<string, object?>.Empty;

    public string Name => _map.GetText("name");

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
            object? value = map.Find("default") is { } given ? YamlValues.From(_defaults[name] = given) : null;
            variables.Add(new(name, map.FindText("description") ?? "", value, map.FindBool("is_required") ?? true)
            {
                JsonSchema = SchemaIn(map),
                AllowDangerouslySetContent = map.FindBool(TrustKey) ?? false,
            });
        }

        return variables;
    }

    /// <summary>The settings of the service id <c>default</c>, the only one that one local model can mean.</summary>
    public IReadOnlyDictionary<string, object?> ExecutionSettings()
    {
        YamlMap? settings = Settings();
        return settings is null
            ? ReadOnlyDictionary<string, object?>.Empty
            : settings.Keys.ToDictionary(key => key, key => YamlValues.From(settings.Get(key)), StringComparer.Ordinal);
    }

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

    private YamlMap? Settings() => _map.FindMap("execution_settings", "default")?.FindMap("default", known: null);

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
