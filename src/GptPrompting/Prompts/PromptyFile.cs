using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace GptPrompting.Prompts;

/// <summary>
/// A <c>.prompty</c> file: YAML between two lines of <c>---</c>, then the template. The keys that mean something here
/// are read; other tools' keys are accepted.
/// </summary>
internal sealed class PromptyFile : IPromptFile
{
    internal const string Extension = ".prompty";
    private const string Fence = "---";

    private readonly YamlMap _map;
    private readonly PromptyInputs _inputs;
    private readonly string _template;
    private readonly int _linesBefore;

    private PromptyFile(string path, string text)
    {
        Path = path;
        string[] lines = text.Split('\n');
        int end = Array.FindIndex(lines, 1, line => line.TrimEnd() == Fence);
        if (lines[0].TrimEnd() != Fence || end < 0)
        {
            throw new PromptFormatException(
                path, 1, 1, $"a {Extension} file begins with YAML between two lines of {Fence}");
        }

        // An empty line stands for the first fence, so that places are those of the file.
        _map = new YamlMap(path, YamlFile.Parse("\n" + string.Join('\n', lines[1..end]), path), known: null);
        CheckFormat();
        _inputs = PromptyInputs.Read(_map, path);
        int first = Math.Max(end + 1, Array.FindIndex(lines, end + 1, line => line.Trim().Length > 0));
        _linesBefore = first;

        // The line end at the end of a file is the file's.
        string template = string.Join('\n', lines[first..]);
        _template = template.EndsWith("\r\n", StringComparison.Ordinal) ? template[..^2]
            : template.EndsWith('\n') ? template[..^1] : template;
    }

    public string Path { get; }

    public string Name => _map.FindText("name") ?? System.IO.Path.GetFileNameWithoutExtension(Path);

    public string Description => _map.FindText("description") ?? "";

    public IReadOnlyDictionary<string, object?> Samples => _inputs.Samples;

    internal static PromptyFile Load(string path) => new(path, TextFile.ReadWritten(path));

    /// <summary>The one such file in a folder; null where there is none or more than one.</summary>
    internal static string? FindIn(string folder)
    {
        string[] files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*" + Extension) : [];
        return files.Length == 1 ? files[0] : null;
    }

    public PromptTemplate Template(TemplatePartials partials) =>
        PromptTemplate.Parse(_template, Path, partials, new TemplateOrigin(_linesBefore, 0, IsExact: true));

    public IReadOnlyList<PromptVariable> Variables() => _inputs.Variables;

    /// <summary>
    /// <c>model.parameters</c>, or <c>model.options</c> as newer files call it; <c>stop</c> is our
    /// <c>stop_sequences</c>.
    /// </summary>
    public IReadOnlyList<PromptServiceSettings> Services()
    {
        if (Parameters() is not { } parameters)
        {
            return [];
        }

        var settings = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (string key in parameters.Keys)
        {
            object? value = YamlValues.From(parameters.Get(key));
            bool isStop = key == "stop";
            settings[isStop ? "stop_sequences" : key] = isStop && value is string ? new[] { value } : value;
        }

        string id = parameters.FindText(PromptServiceSettings.ServiceIdKey) ?? PromptServiceSettings.Default;
        return [PromptServiceSettings.Of(id, settings)];
    }

    public IReadOnlyList<string> Labels() => PromptLabels.Read(Parameters());

    public PromptFormatException DefaultError(string variable, string problem)
    {
        (int line, int column) = PlaceOfVariable(variable);
        return new PromptFormatException(Path, line, column, problem);
    }

    public (int Line, int Column) PlaceOfVariable(string name) => Place(_inputs.Places[name]);

    public (int Line, int Column) PlaceOfSetting(string name) =>
        Place((Parameters()?.Find(name) ?? Parameters()?.Find("stop"))?.Start ?? new Mark(0, 1, 1));

    private static (int Line, int Column) Place(Mark mark) => ((int)mark.Line, (int)mark.Column);

    private YamlMap? Parameters()
    {
        // A model may be given by its name alone.
        YamlMap? model = _map.Find("model") is YamlMappingNode ? _map.FindMap("model", known: null) : null;
        return model?.FindMap("parameters", known: null) ?? model?.FindMap("options", known: null);
    }

    private void CheckFormat()
    {
        const string Wanted = $"template: {TemplateFormat.Name}";
        if (_map.Find("template") is not { } template)
        {
            const string Standard = "liquid";
            throw new PromptFormatException(
                Path, 2, 1, TemplateFormat.Refusal($"without 'template' its format is '{Standard}'", Standard, Wanted));
        }

        string? format = template is YamlMappingNode ? Format(_map) : _map.GetText("template");
        if (format != TemplateFormat.Name)
        {
            string said = $"the template's format is '{format}'";
            throw _map.Error("template", TemplateFormat.Refusal(said, format ?? "", Wanted));
        }
    }

    /// <summary>`template: { type: scriban }`, `{ format: scriban }` and `{ format: { kind: scriban } }`.</summary>
    private static string? Format(YamlMap map)
    {
        YamlMap template = map.FindMap("template", known: null)!;
        return template.FindText("type")
            ?? (template.Find("format") is YamlMappingNode
                ? template.FindMap("format", known: null)!.FindText("kind")
                : template.FindText("format"));
    }
}
