using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace GptPrompting.Prompts;

/// <summary>
/// What <c>inputs</c> and <c>sample</c> of a <c>.prompty</c> file say of its variables. <c>inputs</c> is a list of
/// mappings with a <c>name</c>, or a mapping by name, where a plain value is a sample; <c>sample</c> is a mapping by
/// name, and a name that only it has is a variable too.
/// </summary>
internal sealed class PromptyInputs
{
    private readonly string _path;
    private readonly List<PromptVariable> _variables = [];
    private readonly Dictionary<string, object?> _samples = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Mark> _places = new(StringComparer.Ordinal);

    private PromptyInputs(string path) => _path = path;

    internal IReadOnlyList<PromptVariable> Variables => _variables;

    internal IReadOnlyDictionary<string, object?> Samples => _samples;

    internal IReadOnlyDictionary<string, Mark> Places => _places;

    internal static PromptyInputs Read(YamlMap map, string path)
    {
        var read = new PromptyInputs(path);
        if (map.Find("inputs") is YamlSequenceNode list)
        {
            foreach (YamlNode node in list)
            {
                var entry = new YamlMap(path, node, known: null);
                read.Add(entry.GetText("name"), node, entry.Get("name").Start);
            }
        }
        else
        {
            read.AddAll(map.FindMap("inputs", known: null));
        }

        // The name of a file with samples is another tool's business.
        read.AddSamples(map.Find("sample") is YamlMappingNode ? map.FindMap("sample", known: null) : null);
        return read;
    }

    private void AddAll(YamlMap? inputs)
    {
        foreach (string name in inputs?.Keys ?? [])
        {
            Add(name, inputs!.Get(name), inputs.PlaceOf(name));
        }
    }

    private void AddSamples(YamlMap? samples)
    {
        foreach (string name in samples?.Keys ?? [])
        {
            _samples[name] = YamlValues.From(samples!.Get(name));
            if (!_places.ContainsKey(name))
            {
                Add(name, new YamlScalarNode(""), samples.PlaceOf(name));
            }
        }
    }

    private void Add(string name, YamlNode node, Mark place)
    {
        if (!PromptFile.IsVariableName(name))
        {
            throw YamlMap.Error(_path, place, $"'{name}' cannot be the name of a variable");
        }

        if (!_places.TryAdd(name, place))
        {
            throw YamlMap.Error(_path, place, $"the variable '{name}' is declared twice");
        }

        if (node is not YamlMappingNode)
        {
            _samples.TryAdd(name, YamlValues.From(node));
            _variables.Add(new PromptVariable(name, "", Default: null, IsRequired: true));
            return;
        }

        var map = new YamlMap(_path, node, known: null);
        if (map.Find("sample") is { } sample)
        {
            _samples[name] = YamlValues.From(sample);
        }

        _variables.Add(new PromptVariable(
            name,
            map.FindText("description") ?? "",
            map.Find("default") is { } value ? YamlValues.From(value) : null,
            map.FindBool("required") ?? map.FindBool("is_required") ?? true));
    }
}
