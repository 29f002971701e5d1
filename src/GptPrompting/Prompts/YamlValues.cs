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
    internal static object? From(YamlNode node) => From(node, FromPlain);

    /// <summary>
    /// For what is printed: a number that would be printed in another form than it is written, such as 1.0 or 007,
    /// stays the text.
    /// </summary>
    internal static object? AsWritten(YamlNode node) => From(node, text =>
        FromPlain(text) is var value && value is not (long or double) ? value
            : Convert.ToString(value, CultureInfo.InvariantCulture) == text ? value
            : text);

    private static object? From(YamlNode node, Func<string, object?> fromPlain) => node switch
    {
        YamlScalarNode scalar => IsText(scalar) ? scalar.Value : fromPlain(scalar.Value ?? ""),
        YamlSequenceNode list => list.Children.Select(each => From(each, fromPlain)).ToArray(),
        YamlMappingNode map => map.Children.ToDictionary(
            pair => pair.Key.ToString(), pair => From(pair.Value, fromPlain), StringComparer.Ordinal),
        _ => throw new ArgumentException($"A YAML node of type {node.NodeType} has no value.", nameof(node)),
    };

    private static bool IsText(YamlScalarNode scalar) => scalar.Tag.IsEmpty || scalar.Tag.IsNonSpecific
        ? scalar.Style != ScalarStyle.Plain
        : scalar.Tag.Value is not ("tag:yaml.org,2002:null" or "tag:yaml.org,2002:bool"
            or "tag:yaml.org,2002:int" or "tag:yaml.org,2002:float");

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
