using GptPrompting.Evaluation.Records;
using GptPrompting.Prompts;
using YamlDotNet.RepresentationModel;

namespace GptPrompting.Evaluation.Tasks;

/// <summary>Several texts: a list of values that are one text each, or a value that is a list.</summary>
internal sealed class TaskValueList
{
    private readonly IReadOnlyList<TaskValue> _items;
    private readonly TaskValue? _list;

    private TaskValueList(IReadOnlyList<TaskValue> items, TaskValue? list) => (_items, _list) = (items, list);

    /// <summary>Reads the texts at a key; null where the key is missing.</summary>
    public static TaskValueList? Find(YamlMap map, string key, string path) => map.Find(key) switch
    {
        null => null,
        YamlSequenceNode { Children.Count: 0 } node => throw map.Error(node, $"'{key}' is an empty list"),
        YamlSequenceNode list =>
            new TaskValueList([.. list.Children.Select(each => TaskValue.Read(key, each, path))], null),
        var value => new TaskValueList([], TaskValue.Read(key, value, path)),
    };

    public IReadOnlyList<string> Texts(DataRecord record) =>
        _list?.Texts(record) ?? [.. _items.Select(item => item.Text(record))];
}
