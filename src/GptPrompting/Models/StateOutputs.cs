using System.Globalization;
using System.Text.RegularExpressions;

namespace GptPrompting.Models;

/// <summary>
/// Outputs of a graph that show what it computes inside, found by the names that Hugging Face Optimum,
/// sentence-transformers and ONNX Runtime GenAI give them.
/// </summary>
internal sealed partial record StateOutputs
{
    // The first that there is: an encoder's own name, that of a sentence-transformers export, GenAI's.
    private static readonly string[] LastNames = ["last_hidden_state", "token_embeddings", "hidden_states"];

    /// <summary>[b, s, width] each: embeddings, then layers.</summary>
    public required IReadOnlyList<string> Hidden { get; init; }

    /// <summary>[b, s, width] after the last layer; null where there is none.</summary>
    public required string? Last { get; init; }

    /// <summary>[b, heads, s, s] each.</summary>
    public required IReadOnlyList<string> Attentions { get; init; }

    /// <summary>[b, width]: the text as one vector; null where there is none.</summary>
    public required string? Sentence { get; init; }

    public bool IsEmpty => Hidden.Count == 0 && Last is null && Attentions.Count == 0;

    public static StateOutputs Find(IEnumerable<string> outputs)
    {
        string[] names = [.. outputs];
        string[] hidden = Numbered(names, HiddenName());
        return new StateOutputs
        {
            Hidden = hidden,
            Last = LastNames.FirstOrDefault(names.Contains) ?? hidden.LastOrDefault(),
            Attentions = Numbered(names, AttentionName()),
            Sentence = names.Contains("sentence_embedding") ? "sentence_embedding" : null,
        };
    }

    private static string[] Numbered(IEnumerable<string> names, Regex pattern) => [.. names
        .Select(name => (Name: name, Match: pattern.Match(name)))
        .Where(each => each.Match.Success)
        .OrderBy(each => int.Parse(each.Match.Groups["layer"].Value, CultureInfo.InvariantCulture))
        .Select(each => each.Name)];

    [GeneratedRegex(
        @"^((encoder|decoder)_)?hidden_states[._](?<layer>\d{1,6})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HiddenName();

    [GeneratedRegex(@"^((encoder|decoder)_)?attentions[._](?<layer>\d{1,6})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AttentionName();
}
