using System.Globalization;
using System.Text.Json;
using GptPrompting.Evaluation.Records;
using GptPrompting.Prompts;
using YamlDotNet.RepresentationModel;

namespace GptPrompting.Evaluation.Tasks;

/// <summary>
/// How a task file says a value that depends on the record: a template, or a mapping with a <c>template</c> or a
/// <c>field</c>, what <c>split</c> parts it into a list, and what a <c>map</c> makes of each item.
/// </summary>
internal sealed class TaskValue
{
    private readonly string _key;
    private readonly PromptTemplate? _template;
    private readonly string? _field;
    private readonly string? _split;
    private readonly Dictionary<string, TaskItem>? _map;

    private TaskValue(string key, PromptTemplate template) => (_key, _template) = (key, template);

    private TaskValue(string key, YamlNode node, string path)
    {
        var map = new YamlMap(path, node, "template", "field", "split", "map");
        _key = key;
        _field = map.FindText("field");
        _split = map.FindText("split");
        _template = map.Find("template") is { } template ? TaskTemplate.Parse(template, path) : null;
        if (_template is null == _field is null)
        {
            throw map.Error(node, $"'{key}' needs either a 'template' or a 'field'");
        }

        _map = map.FindMap("map", known: null) is { } words
            ? words.Keys.ToDictionary(word => word, word => Item(words, word), StringComparer.Ordinal)
            : null;
    }

    /// <summary>Reads a value at a key.</summary>
    /// <exception cref="PromptFormatException">It is neither a text nor such a mapping.</exception>
    public static TaskValue Read(string key, YamlNode node, string path) => node is YamlScalarNode
        ? new TaskValue(key, TaskTemplate.Parse(node, path))
        : new TaskValue(key, node, path);

    /// <summary>The value as one text.</summary>
    /// <exception cref="PromptFormatException">It cannot be written, or is a list.</exception>
    public string Text(DataRecord record) => Single(record).Text;

    /// <inheritdoc cref="Text"/>
    public TaskItem Single(DataRecord record)
    {
        (IReadOnlyList<TaskItem> items, bool isList) = Evaluate(record);
        return isList ? throw record.Error($"'{_key}' is a list; one text is expected") : items[0];
    }

    /// <summary>The value as texts: the items of a list, or the one text.</summary>
    /// <exception cref="PromptFormatException">It cannot be written, or has no item.</exception>
    public IReadOnlyList<string> Texts(DataRecord record)
    {
        string[] texts = [.. Evaluate(record).Items.Select(item => item.Text)];
        return texts.Length > 0 ? texts : throw record.Error($"'{_key}' is an empty list");
    }

    private (IReadOnlyList<TaskItem> Items, bool IsList) Evaluate(DataRecord record)
    {
        (IReadOnlyList<TaskItem> items, bool isList) = _field is null
            ? ([new TaskItem(Render(record))], false)
            : FromField(record, _field);
        if (_split is not null)
        {
            items = [.. items.SelectMany(item => item.Text.Split(_split)).Select(text => new TaskItem(text))];
        }

        return ([.. items.Select(item => Mapped(record, item))], isList || _split is not null);
    }

    private string Render(DataRecord record) => TaskTemplate.Render(_key, _template!, record);

    private (IReadOnlyList<TaskItem>, bool) FromField(DataRecord record, string field)
    {
        (IReadOnlyList<JsonElement> values, bool isList) = RecordFields.Find(record.Value, field)
            ?? throw record.Error($"there is no field '{field}', which '{_key}' is to be");
        return ([.. values.Select(value => FromJson(record, value))], isList);
    }

    private TaskItem FromJson(DataRecord record, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => new TaskItem(record.TextOf(value)),
        JsonValueKind.Number => new TaskItem(value.GetRawText(), IsNumber: true),
        JsonValueKind.True or JsonValueKind.False => new TaskItem(value.GetRawText()),
        _ => throw record.Error($"'{_key}' is to be text or a number, not {value.ValueKind}"),
    };

    private TaskItem Mapped(DataRecord record, TaskItem item) => _map is null ? item
        : _map.TryGetValue(item.Text, out TaskItem mapped) ? mapped
        : throw record.Error($"the map of '{_key}' has no '{item.Text}'; it has {string.Join(", ", _map.Keys)}");

    private static TaskItem Item(YamlMap map, string word)
    {
        string text = map.GetText(word);
        bool isNumber = YamlValues.From(map.Get(word)) is long number
            && text == number.ToString(CultureInfo.InvariantCulture);
        return new TaskItem(text, isNumber);
    }
}
