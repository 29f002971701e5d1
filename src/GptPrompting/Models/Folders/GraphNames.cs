using System.Globalization;
using System.Text.RegularExpressions;

namespace GptPrompting.Models.Folders;

/// <summary>
/// How a graph's inputs and outputs are called. %d in a name stands for the layer. The defaults are the names that
/// Hugging Face Optimum, transformers.js and ONNX Runtime's tools write; <see cref="GenAiConfig"/> gives others.
/// </summary>
internal sealed record GraphNames
{
    public string TokenIds { get; init; } = "input_ids";

    public string Mask { get; init; } = "attention_mask";

    public string Positions { get; init; } = "position_ids";

    public string Logits { get; init; } = "logits";

    /// <summary>Names of past and present; what belongs to one layer stands in the order keys, values.</summary>
    public IReadOnlyList<(string Past, string Present)> Cache { get; init; } =
    [
        ("past_key_values.%d.key", "present.%d.key"),
        ("past_key_values.%d.value", "present.%d.value"),
        ("past_%d", "present_%d"),
    ];

    /// <summary>Inputs with one meaning whatever the layout.</summary>
    public static IReadOnlyDictionary<string, InputRole> Fixed { get; } = new Dictionary<string, InputRole>
    {
        ["use_cache_branch"] = InputRole.HasPast,
        ["num_logits_to_keep"] = InputRole.KeptRows,
        ["logits_to_keep"] = InputRole.KeptRows,
        ["rows"] = InputRole.WantedRows,
        ["cache_position"] = InputRole.Slots,
    };

    /// <returns>The role of an input that is not a past, or null where it is not known.</returns>
    public InputRole? RoleOf(string input) => input == TokenIds ? InputRole.TokenIds
        : input == Mask ? InputRole.Mask
        : input == Positions ? InputRole.Positions
        : Fixed.TryGetValue(input, out InputRole role) ? role
        : null;

    /// <returns>Inputs that are pasts, with the output of each, ordered by layer.</returns>
    public IEnumerable<(string Past, string Present)> FindPasts(IEnumerable<string> inputs) => inputs
        .SelectMany(input => Cache.Select((pair, order) => (
            Past: input, Layer: LayerOf(pair.Past, input), Order: order, pair.Present)))
        .Where(found => found.Layer is not null)
        .OrderBy(found => found.Layer).ThenBy(found => found.Order)
        .Select(found => (found.Past, Fill(found.Present, found.Layer!.Value)));

    private static string Fill(string pattern, int layer) =>
        pattern.Replace("%d", layer.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static int? LayerOf(string pattern, string name)
    {
        string regex = "^" + Regex.Escape(pattern).Replace("%d", @"(?<layer>\d{1,6})", StringComparison.Ordinal) + "$";
        Match match = Regex.Match(name, regex, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        return match.Success && match.Groups["layer"].Success
            ? int.Parse(match.Groups["layer"].Value, CultureInfo.InvariantCulture)
            : null;
    }
}
