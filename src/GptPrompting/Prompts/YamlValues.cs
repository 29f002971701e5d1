using System.Globalization;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace GptPrompting.Prompts;

/// <summary>
/// YAML nodes as plain values: text, bool, long, double, null, list, dictionary (YAML 1.2 core schema).
/// </summary>
internal static partial class YamlValues
{
    internal static object? From(YamlNode node) => node switch
    {
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => FromPlain(scalar.Value ?? ""),
        YamlScalarNode scalar => scalar.Value,
        YamlSequenceNode list => list.Children.Select(From).ToArray(),
        YamlMappingNode map => map.Children.ToDictionary(
            pair => pair.Key.ToString(), pair => From(pair.Value), StringComparer.Ordinal),
        _ => throw new ArgumentException($"A YAML node of type {node.NodeType} has no value.", nameof(node)),
    };

    private static object? FromPlain(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => null,
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long n) => n,
        _ when DecimalNumber().IsMatch(text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
        _ => text,
    };

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DecimalNumber();
}
