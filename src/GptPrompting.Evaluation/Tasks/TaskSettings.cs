using System.Text.RegularExpressions;
using GptPrompting.Demonstrations;
using GptPrompting.Prompts;
using YamlDotNet.RepresentationModel;

namespace GptPrompting.Evaluation.Tasks;

/// <summary>What a task file says of the run: selection, limit, filters, comparison.</summary>
internal static class TaskSettings
{
    private static readonly string[] SelectionKeys =
        ["method", "order", "key", "max_length", "per_sample", "spare"];

    /// <summary>The keys of <c>selection</c>; an empty mapping where the task has none.</summary>
    public static YamlMap SelectionMap(YamlMap task, string path) =>
        task.FindMap("selection", SelectionKeys) ?? new YamlMap(path, new YamlMappingNode(), SelectionKeys);

    /// <summary>How demonstrations are chosen: at random and in random order, a sample's own as they stand.</summary>
    public static DemonstrationSelection Selection(YamlMap map, bool hasOwn)
    {
        DemonstrationMethod method = map.FindName<DemonstrationMethod>("method")
            ?? (hasOwn ? DemonstrationMethod.First : DemonstrationMethod.Random);
        bool draws = method is DemonstrationMethod.Random or DemonstrationMethod.ClassBalanced;
        var selection = new DemonstrationSelection
        {
            Method = method,
            Order = map.FindName<DemonstrationOrder>("order")
                ?? (draws ? DemonstrationOrder.Shuffled : DemonstrationOrder.AsGiven),
            KeyField = map.FindText("key"),
            MaxLength = map.FindInt("max_length", least: 0),
        };
        return selection.NeedsVectors ? throw map.Error("method", "tasks have no vectors to choose by")
            : selection is { Method: DemonstrationMethod.LengthBounded, MaxLength: null }
                ? throw map.Error("method", "the method length_bounded needs a max_length")
            : selection;
    }

    /// <summary>A count or a share, alone or in a mapping with a seed.</summary>
    public static SampleLimit? Limit(YamlMap task)
    {
        if (task.Find("limit") is null or YamlScalarNode)
        {
            return task.FindNumber("limit") is { } only
                ? task.Checked("limit", () => new SampleLimit { Count = only })
                : null;
        }

        YamlMap map = task.FindMap("limit", "count", "seed")!;
        double count = map.FindNumber("count") ?? throw task.Error("limit", "'count' is missing");
        return map.Checked("count", () => new SampleLimit { Count = count, Seed = map.FindInt("seed") });
    }

    public static IReadOnlyList<AnswerFilter> Filters(YamlMap task, string path)
    {
        var filters = new List<AnswerFilter>();
        foreach (YamlNode node in task.FindList("filters"))
        {
            var map = new YamlMap(path, node, "name", "pattern", "select", "fallback");
            var filter = new AnswerFilter
            {
                Name = map.GetText("name"),
                Pattern = Pattern(map, "pattern", map.GetText("pattern")),
                Select = map.FindInt("select") ?? 0,
            };
            filters.Add(filters.Exists(other => other.Name == filter.Name)
                ? throw map.Error("name", $"the filter '{filter.Name}' is there twice")
                : map.FindText("fallback") is { } fallback ? filter with { Fallback = fallback } : filter);
        }

        return filters;
    }

    public static AnswerComparison Comparison(YamlMap task)
    {
        YamlMap? map = task.FindMap(
            "comparison", "ignored_patterns", "ignore_case", "ignore_punctuation", "ignore_digits");
        return map is null ? new AnswerComparison() : new AnswerComparison
        {
            IgnoredPatterns = [.. (map.FindTexts("ignored_patterns") ?? [])
                .Select(pattern => Pattern(map, "ignored_patterns", pattern))],
            IgnoresCase = map.FindBool("ignore_case") ?? false,
            IgnoresPunctuation = map.FindBool("ignore_punctuation") ?? false,
            IgnoresDigits = map.FindBool("ignore_digits") ?? false,
        };
    }

    private static string Pattern(YamlMap map, string key, string pattern) => map.Checked(
        key, () => new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)).ToString());
}
