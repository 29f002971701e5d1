using System.Globalization;
using GptPrompting.Prompts;
using YamlDotNet.RepresentationModel;

namespace GptPrompting.Evaluation.Tasks;

/// <summary>The values of a task file that stand for themselves: numbers, names, lists.</summary>
internal static class TaskYaml
{
    private static readonly string[] Keys =
    [
        "name", "description", "version", "task_group", "request", "data", "demonstrations", "development", "prompt",
        "choices", "gold", "target", "targets", "answer_end", "id", "input", "cluster", "group", "metrics", "shots",
        "selection", "seeds", "limit", "generation", "filters", "comparison", "content_free_inputs",
    ];

    public static YamlMap Load(string path) => new(path, YamlFile.Parse(TextFile.Read(path), path), Keys);

    /// <summary>A whole number, at least <paramref name="least"/>; null where the key is missing.</summary>
    public static int? FindInt(this YamlMap map, string key, int least = int.MinValue) =>
        map.Find(key) is { } node ? Int(map, key, node, least) : null;

    /// <summary>One whole number or a list of different ones; null where the key is missing.</summary>
    public static IReadOnlyList<int>? FindInts(this YamlMap map, string key, int least = int.MinValue)
    {
        if (map.Find(key) is not { } node)
        {
            return null;
        }

        int[] numbers = node is YamlSequenceNode list
            ? [.. list.Children.Select(each => Int(map, key, each, least))]
            : [Int(map, key, node, least)];
        return numbers.Length > 0 && numbers.Distinct().Count() == numbers.Length
            ? numbers
            : throw map.Error(node, $"'{key}' is to be a whole number or a list of different ones");
    }

    public static double? FindNumber(this YamlMap map, string key) => map.Find(key) is not { } node ? null
        : YamlValues.From(node) switch
        {
            long whole => whole,
            double number => number,
            _ => throw map.Error(node, $"'{key}' is to be a number"),
        };

    /// <summary>A text or a list of texts; null where the key is missing.</summary>
    public static IReadOnlyList<string>? FindTexts(this YamlMap map, string key) => map.Find(key) switch
    {
        null => null,
        YamlSequenceNode list => [.. list.Children.Select(node => (node as YamlScalarNode)?.Value
            ?? throw map.Error(node, $"'{key}' is to have texts"))],
        _ => [map.GetText(key)],
    };

    /// <summary>A name of an enum's value in snake_case; null where the key is missing.</summary>
    public static T? FindName<T>(this YamlMap map, string key)
        where T : struct, Enum
    {
        if (map.FindText(key) is not { } text)
        {
            return null;
        }

        (string Name, T Value)[] known = [.. Enum.GetValues<T>().Select(value => (Snake(value.ToString()), value))];
        int at = Array.FindIndex(known, each => each.Name == text);
        return at >= 0 ? known[at].Value : throw map.Error(
            key, $"'{key}' is '{text}'; known are {string.Join(", ", known.Select(each => each.Name))}");
    }

    /// <summary>A value that throws where it is out of range, as an error at its key.</summary>
    public static T Checked<T>(this YamlMap map, string key, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException exception)
        {
            throw map.Error(key, exception.Message.Split(" (Parameter")[0]);
        }
    }

    private static string Snake(string name) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    private static int Int(YamlMap map, string key, YamlNode node, int least) =>
        YamlValues.From(node) is long and <= int.MaxValue and var number && number >= least
            ? (int)number
            : throw map.Error(node, least == int.MinValue
                ? $"'{key}' is to be a whole number"
                : string.Create(CultureInfo.InvariantCulture, $"'{key}' is to be a whole number of at least {least}"));
}
