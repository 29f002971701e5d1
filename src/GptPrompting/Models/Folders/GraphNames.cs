using System.Globalization;

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
        int start = pattern.IndexOf("%d", StringComparison.Ordinal);
        if (start < 0 || start > name.Length)
        {
            return null;
        }

        ReadOnlySpan<char> rest = name.AsSpan(start);
        int end = rest.IndexOfAnyExceptInRange('0', '9');
        ReadOnlySpan<char> digits = end < 0 ? rest : rest[..end];
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int layer)
            && Fill(pattern, layer) == name ? layer : null;
    }
}
