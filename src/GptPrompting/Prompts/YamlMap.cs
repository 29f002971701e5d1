using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace GptPrompting.Prompts;

/// <summary>A YAML mapping that knows which keys it may have; every error names file, line and column.</summary>
internal sealed class YamlMap
{
    private readonly string _path;
    private readonly YamlMappingNode _node;
    private readonly Dictionary<string, YamlNode> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Mark> _places = new(StringComparer.Ordinal);

    /// <summary>Takes a mapping's keys; null for <paramref name="known"/> allows any.</summary>
    internal YamlMap(string path, YamlNode node, params string[]? known)
    {
        _path = path;
        _node = node as YamlMappingNode ?? throw Error(node, "a mapping of keys to values is expected");
        foreach ((YamlNode keyNode, YamlNode value) in _node.Children)
        {
            string key = (keyNode as YamlScalarNode)?.Value ?? throw Error(keyNode, "a key is to be text");
            if (known is not null && !known.Contains(key, StringComparer.Ordinal))
            {
                throw Error(keyNode, $"unknown key '{key}'; known are {string.Join(", ", known)}");
            }

            _values[key] = value;
            _places[key] = keyNode.Start;
        }
    }

    internal IEnumerable<string> Keys => _values.Keys;

    internal YamlNode? Find(string key) => _values.GetValueOrDefault(key);

    internal YamlNode Get(string key) => Find(key) ?? throw Error(_node, $"'{key}' is missing");

    /// <summary>Where a key that is there stands.</summary>
    internal Mark PlaceOf(string key) => _places[key];

    internal string GetText(string key) => Text(key, Get(key));

    internal string? FindText(string key) => Find(key) is { } node ? Text(key, node) : null;

    internal bool? FindBool(string key)
    {
        YamlNode? node = Find(key);
        return node is null ? null
            : YamlValues.From(node) as bool? ?? throw Error(node, $"'{key}' is to be true or false");
    }

    internal IEnumerable<YamlNode> FindList(string key)
    {
        YamlNode? node = Find(key);
        return node is null ? []
            : node as YamlSequenceNode ?? throw Error(node, $"'{key}' is to be a list");
    }

    internal YamlMap? FindMap(string key, params string[]? known) =>
        Find(key) is { } node ? new YamlMap(_path, node, known) : null;

    internal PromptFormatException Error(string key, string problem) => Error(Get(key), problem);

    internal PromptFormatException Error(YamlNode node, string problem) => Error(_path, node.Start, problem);

    internal static PromptFormatException Error(string path, Mark mark, string problem, Exception? inner = null) =>
        new(path, (int)mark.Line, (int)mark.Column, problem, inner);

    private string Text(string key, YamlNode node) =>
        (node as YamlScalarNode)?.Value ?? throw Error(node, $"'{key}' is to be text");
}
