using System.Collections.ObjectModel;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace GptPrompting.Prompts;

/// <summary>
/// The content of a <c>prompt.yaml</c>, in the keys of Semantic Kernel; a key that nothing here uses is an error.
/// </summary>
internal sealed partial class PromptFile
{
    private const string ChoicesKey = "choices";

    private readonly string _path;
    private readonly string _text;
    private readonly YamlMap _map;
    private readonly Dictionary<string, YamlNode> _defaults = new(StringComparer.Ordinal);

    private PromptFile(string path, string text)
    {
        (_path, _text) = (path, text);
        _map = new YamlMap(
            path,
            YamlFile.Parse(text, path),
            "name", "description", "template_format", "template", "input_variables", "execution_settings");
        if (_map.GetText("template_format") is not "scriban" and var format)
        {
            throw _map.Error("template_format", $"template_format is '{format}'; only scriban is read here");
        }
    }

    internal string Name => _map.GetText("name");

    internal string Description => _map.FindText("description") ?? "";

    internal static PromptFile Load(string path) => new(path, TextFile.Read(path));

    internal PromptTemplate Template(TemplatePartials partials) =>
        PromptTemplate.Parse(_map.GetText("template"), _path, partials, Origin((YamlScalarNode)_map.Get("template")));

    internal IReadOnlyList<PromptVariable> Variables()
    {
        var variables = new List<PromptVariable>();
        foreach (YamlNode node in _map.FindList("input_variables"))
        {
            var map = new YamlMap(_path, node, "name", "description", "default", "is_required");
            string name = map.GetText("name");
            if (!Identifier().IsMatch(name) || name == Prompt.DemonstrationsVariable)
            {
                throw map.Error("name", $"'{name}' cannot be the name of a variable");
            }

            if (variables.Exists(other => other.Name == name))
            {
                throw map.Error("name", $"the variable '{name}' is declared twice");
            }

            object? value = map.Find("default") is { } given ? YamlValues.From(_defaults[name] = given) : null;
            variables.Add(new(name, map.FindText("description") ?? "", value, map.FindBool("is_required") ?? true));
        }

        return variables;
    }

    /// <summary>The settings of the service id <c>default</c>, the only one that one local model can mean.</summary>
    internal IReadOnlyDictionary<string, object?> ExecutionSettings()
    {
        YamlMap? settings = DefaultSettings();
        return settings is null
            ? ReadOnlyDictionary<string, object?>.Empty
            : settings.Keys.ToDictionary(key => key, key => YamlValues.From(settings.Get(key)), StringComparer.Ordinal);
    }

    /// <summary>The setting <c>choices</c>, one text or more; empty where it is not there.</summary>
    internal IReadOnlyList<string> Labels()
    {
        YamlMap? settings = DefaultSettings();
        if (settings?.Find(ChoicesKey) is null)
        {
            return [];
        }

        var labels = new List<string>();
        foreach (YamlNode node in settings.FindList(ChoicesKey))
        {
            string label = YamlValues.From(node) is string text && !string.IsNullOrWhiteSpace(text)
                ? text
                : throw settings.Error(node, "a choice is to be text that is not blank; quote numbers");
            labels.Add(labels.Contains(label) ? throw settings.Error(node, $"'{label}' is there twice") : label);
        }

        return labels.Count > 0 ? labels : throw settings.Error(ChoicesKey, $"'{ChoicesKey}' has no choice in it");
    }

    /// <summary>An error at the default of a variable.</summary>
    internal PromptFormatException DefaultError(string variable, string problem) =>
        _map.Error(_defaults[variable], problem);

    private YamlMap? DefaultSettings() =>
        _map.FindMap("execution_settings", "default")?.FindMap("default", known: null);

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
