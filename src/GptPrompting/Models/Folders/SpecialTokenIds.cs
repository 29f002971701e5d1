using System.Text.Json;

namespace GptPrompting.Models.Folders;

/// <summary>What one key of a model's JSON file says: one token id or a list of them.</summary>
internal sealed record SpecialTokenIds(string File, string Key, IReadOnlyList<int> Ids)
{
    /// <returns>Null where the file does not have the key, or no id under it.</returns>
    /// <exception cref="FormatException">The value is no token id and no list of them.</exception>
    public static SpecialTokenIds? Read(JsonElement root, string file, string key)
    {
        if (!root.TryGetProperty(key, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        JsonElement[] items = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : [value];
        int[] ids = [.. items.Select(item => TokenId(item)
            ?? throw new FormatException($"{key} is {value.GetRawText()}; it must be a token id or a list of them"))];
        return ids.Length == 0 ? null : new SpecialTokenIds(file, key, ids);
    }

    /// <exception cref="ModelFormatException">An id is beyond the logits.</exception>
    public void Check(int columns)
    {
        int highest = Ids.Max();
        if (highest >= columns)
        {
            throw new ModelFormatException(
                File, $"{Key} has the token id {highest}, but the model's logits have {columns} columns");
        }
    }

    private static int? TokenId(JsonElement item) =>
        item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out int id) && id >= 0 ? id : null;
}
