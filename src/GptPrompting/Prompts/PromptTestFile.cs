using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace GptPrompting.Prompts;

/// <summary>Reads the <c>tests.yaml</c> that lies beside a prompt; every error names file, line and column.</summary>
/// <remarks>
/// <c>cases</c> is a list of mappings: <c>name</c> (unique), <c>variables</c>, <c>shots</c>, <c>output</c>, and at
/// least one check of <c>exact</c>, <c>contains</c> (a text or a list), <c>regex</c>, <c>label</c> and
/// <c>loss_below</c> (which needs <c>output</c>). An unknown key is an error.
/// </remarks>
public static class PromptTestFile
{
    /// <summary>The file's name in a prompt folder.</summary>
    public const string FileName = "tests.yaml";

    // A check reads a short answer; what takes longer backtracks without end.
    private static readonly TimeSpan RegexTimeOut = TimeSpan.FromSeconds(1);

    private static readonly string[] Checks = ["exact", "contains", "regex", "label", "loss_below"];

    private static readonly string[] Keys = ["name", "variables", "shots", "output", .. Checks];

    /// <summary>Reads the cases in their order.</summary>
    /// <param name="path">The file.</param>
    /// <returns>One case or more.</returns>
    /// <exception cref="PromptFormatException">
    /// The file cannot be read, has no case, an unknown key, a name twice, a case without a check, or a wrong value.
    /// </exception>
    public static IReadOnlyList<PromptTestCase> Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        YamlNode root = YamlFile.Parse(TextFile.ReadWritten(path), path);
        var map = new YamlMap(path, root, "cases");
        var cases = new List<PromptTestCase>();
        foreach (YamlNode node in map.FindList("cases"))
        {
            var entry = new YamlMap(path, node, Keys);
            PromptTestCase read = Read(entry, node);
            if (cases.Exists(other => other.Name == read.Name))
            {
                throw entry.Error("name", $"the case '{read.Name}' comes twice");
            }

            cases.Add(read);
        }

        return cases.Count > 0 ? cases : throw map.Error(root, "there is no case");
    }

    private static PromptTestCase Read(YamlMap map, YamlNode node)
    {
        var read = new PromptTestCase
        {
            Name = map.GetText("name") is { Length: > 0 } name ? name : throw map.Error("name", "'name' is empty"),
            Variables = Variables(map),
            Shots = Shots(map),
            Output = map.FindText("output"),
            Exact = map.FindText("exact"),
            Contains = Contains(map),
            Pattern = Pattern(map),
            Label = map.FindText("label"),
            LossBelow = LossBelow(map),
            Line = (int)node.Start.Line,
            Column = (int)node.Start.Column,
        };
        if (read.LossBelow is not null && string.IsNullOrEmpty(read.Output))
        {
            throw map.Error("loss_below", "'loss_below' needs an 'output', whose loss it limits");
        }

        return Checks.Any(key => map.Find(key) is not null)
            ? read
            : throw map.Error(
                node, $"the case '{read.Name}' checks nothing; a check is one of {string.Join(", ", Checks)}");
    }

    private static Dictionary<string, object?> Variables(YamlMap map)
    {
        YamlMap? variables = map.FindMap("variables", known: null);
        return (variables?.Keys ?? []).ToDictionary(
            name => name, name => YamlValues.From(variables!.Get(name)), StringComparer.Ordinal);
    }

    private static int? Shots(YamlMap map) =>
        map.Find("shots") is not { } node ? null
            : YamlValues.From(node) is long shots and >= 0 and <= int.MaxValue ? (int)shots
            : throw map.Error(node, "'shots' is to be a whole number from 0");

    private static string[] Contains(YamlMap map)
    {
        string[] texts = map.Find("contains") switch
        {
            null => [],
            YamlSequenceNode list => [.. list.Select(each => (each as YamlScalarNode)?.Value
                ?? throw map.Error(each, "'contains' is to be a text or a list of texts"))],
            _ => [map.GetText("contains")],
        };
        return map.Find("contains") is null || (texts.Length > 0 && texts.All(text => text.Length > 0))
            ? texts
            : throw map.Error("contains", "'contains' is empty, which every text contains");
    }

    private static Regex? Pattern(YamlMap map)
    {
        if (map.FindText("regex") is not { } pattern)
        {
            return null;
        }

        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, RegexTimeOut);
        }
        catch (RegexParseException exception)
        {
            throw map.Error("regex", "'regex' is no regular expression: " + exception.Message);
        }
    }

    private static double? LossBelow(YamlMap map)
    {
        if (map.Find("loss_below") is not { } node)
        {
            return null;
        }

        double? limit = YamlValues.From(node) switch
        {
            long whole => whole,
            double number => number,
            _ => null,
        };
        return limit > 0 ? limit : throw map.Error(node, "'loss_below' is to be a number above 0, in nats per token");
    }
}
