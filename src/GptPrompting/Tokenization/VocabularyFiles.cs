using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GptPrompting.Tokenization;

/// <summary>
/// Reads tokenizers of separate files, <c>vocab.json</c> with <c>merges.txt</c> or <c>vocab.txt</c>: writes the
/// <c>tokenizer.json</c> that says the same, as transformers converts them, and reads that.
/// </summary>
internal static class VocabularyFiles
{
    /// <exception cref="FileNotFoundException">There is no <c>merges.txt</c> beside the file.</exception>
    /// <exception cref="ModelFormatException">A file is not what it should be.</exception>
    public static HuggingFaceTokenizer LoadBytePairs(string vocabularyPath, TokenizerConfig config)
    {
        string[] merges = ReadMerges(Path.Combine(Path.GetDirectoryName(vocabularyPath) ?? "", "merges.txt"));
        return JsonFile.Read(vocabularyPath, root =>
        {
            JsonObject vocabulary = JsonObject.Create(root.Clone())!;
            BytePairStyle style = BytePairStyle.Of(config, vocabulary);
            var model = new JsonObject
            {
                ["type"] = "BPE",
                ["vocab"] = vocabulary,
                ["merges"] = new JsonArray([.. merges.Select(merge => (JsonNode)merge)]),
                ["unk_token"] = style.UnknownToken,
                ["end_of_word_suffix"] = style.Suffix,
            };
            return Read(style.Json(model, config), vocabulary, config, style.Roles);
        });
    }

    /// <exception cref="ModelFormatException">The file is not what it should be.</exception>
    public static HuggingFaceTokenizer LoadWords(string path, TokenizerConfig config)
    {
        var vocabulary = new JsonObject();
        foreach (string line in ReadLines(path))
        {
            if (!vocabulary.TryAdd(line, vocabulary.Count))
            {
                throw new ModelFormatException(path, vocabulary.Count + 1, 1, $"the token '{line}' is given twice");
            }
        }

        return JsonFile.Interpret(path, () =>
        {
            JsonObject json = WordPieceStyle.Of(config).Json(vocabulary);
            return Read(json, vocabulary, config, WordPieceStyle.Roles);
        });
    }

    private static HuggingFaceTokenizer Read(
        JsonObject json, JsonObject vocabulary, TokenizerConfig config, Dictionary<string, string> roles)
    {
        List<AddedToken> added = config.AddedTokens(token => IdIn(vocabulary, token), roles
            .Where(role => !config.Names(role.Key)).Select(role => role.Value).Distinct());
        json["added_tokens"] = new JsonArray([.. added.Select(token => (JsonNode)new JsonObject
        {
            ["id"] = token.Id,
            ["content"] = token.Content,
            ["special"] = token.IsSpecial,
            ["single_word"] = token.IsSingleWord,
            ["lstrip"] = token.StripsLeft,
            ["rstrip"] = token.StripsRight,
            ["normalized"] = token.IsNormalized,
        })]);
        using var document = JsonDocument.Parse(json.ToJsonString());
        return TokenizerReader.Read(document.RootElement).WithRoles(roles);
    }

    /// <returns>The id of a token, or null where the vocabulary lacks it.</returns>
    public static int? IdIn(JsonObject vocabulary, string token) =>
        vocabulary.TryGetPropertyValue(token, out JsonNode? id) && id is JsonValue value
            && value.TryGetValue(out int number)
            ? number
            : null;

    private static string[] ReadMerges(string path) => [.. ReadLines(path)
        .Where(line => line.Length > 0 && !line.StartsWith("#version", StringComparison.Ordinal))];

    private static string[] ReadLines(string path)
    {
        string text = Encoding.UTF8.GetString(JsonFile.ReadUtf8(path)).Replace("\r\n", "\n", StringComparison.Ordinal);
        string[] lines = text.Split('\n');
        return lines[^1].Length == 0 ? lines[..^1] : lines;
    }
}
