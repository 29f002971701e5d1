using System.Text.Json;
using GptPrompting.States;

namespace GptPrompting;

/// <summary>What sentence-transformers writes beside a model about joining its states.</summary>
internal static class SentencePooling
{
    public const string FileName = "1_Pooling/config.json";

    private static readonly Dictionary<string, Pooling> Known = new()
    {
        ["pooling_mode_mean_tokens"] = Pooling.Mean,
        ["pooling_mode_cls_token"] = Pooling.FirstToken,
        ["pooling_mode_lasttoken"] = Pooling.LastToken,
    };

    /// <exception cref="ModelFormatException">
    /// The file is not a JSON object, or asks for a kind of pooling that is not done here.
    /// </exception>
    public static Pooling Read(string path) => JsonFile.Read(path, root =>
    {
        string[] modes = [.. root.EnumerateObject()
            .Where(each => each.Name.StartsWith("pooling_mode_", StringComparison.Ordinal)
                && each.Value.ValueKind == JsonValueKind.True)
            .Select(each => each.Name)];
        return modes is [string mode] && Known.TryGetValue(mode, out Pooling pooling)
            ? pooling
            : throw new FormatException($"pooling by {Listed(modes)} is not done here; "
                + $"only one of {string.Join(", ", Known.Keys)}");
    });

    private static string Listed(string[] modes) => modes.Length == 0 ? "nothing" : string.Join(" and ", modes);
}
