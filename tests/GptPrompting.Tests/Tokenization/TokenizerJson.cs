using System.Text.Json;
using System.Text.Json.Nodes;

namespace GptPrompting.Tokenization;

/// <summary>Small tokenizer.json files made by hand, on paths that are gone after loading.</summary>
internal static class TokenizerJson
{
    /// <summary>
    /// Byte-level BPE of the 256 bytes (id = place in the byte alphabet) and <paramref name="merges"/>, "a b" or "a
    /// bc".
    /// </summary>
    public static JsonObject Of(params string[] merges)
    {
        var vocab = new JsonObject();
        foreach (char character in Enumerable.Range(0, 256).Select(value => ByteAlphabet.CharacterOf((byte)value)))
        {
            vocab[character.ToString()] = vocab.Count;
        }

        foreach (string merge in merges)
        {
            vocab[merge.Replace(" ", "", StringComparison.Ordinal)] = vocab.Count;
        }

        return With(vocab, new JsonArray([.. merges.Select(merge => JsonValue.Create(merge))]));
    }

    public static JsonObject With(JsonNode vocab, JsonNode merges) => new()
    {
        ["added_tokens"] = new JsonArray(),
        ["normalizer"] = null,
        ["pre_tokenizer"] = ByteLevel(),
        ["post_processor"] = null,
        ["decoder"] = ByteLevel(),
        ["model"] = new JsonObject { ["type"] = "BPE", ["vocab"] = vocab, ["merges"] = merges },
    };

    public static JsonObject ByteLevel(bool useRegex = true, bool addPrefixSpace = false) =>
        new() { ["type"] = "ByteLevel", ["add_prefix_space"] = addPrefixSpace, ["use_regex"] = useRegex };

    public static JsonObject WithToken(this JsonObject json, string content, int id, params string[] flags)
    {
        var token = new JsonObject { ["id"] = id, ["content"] = content, ["normalized"] = false };
        foreach (string flag in flags)
        {
            token[flag] = true;
        }

        json["added_tokens"]!.AsArray().Add((JsonNode)token);
        return json;
    }

    public static HuggingFaceTokenizer Load(this JsonObject json) => LoadText(json.ToJsonString());

    public static HuggingFaceTokenizer LoadText(string json, string? config = null) =>
        LoadBytes(System.Text.Encoding.UTF8.GetBytes(json), config);

    public static HuggingFaceTokenizer LoadBytes(byte[] json, string? config = null)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("tokenizer");
        try
        {
            string path = Path.Combine(folder.FullName, "tokenizer.json");
            File.WriteAllBytes(path, json);
            if (config is not null)
            {
                File.WriteAllText(Path.Combine(folder.FullName, "tokenizer_config.json"), config);
            }

            return HuggingFaceTokenizer.Load(path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public static HuggingFaceTokenizer FromVocabAndMerges(string folder)
    {
        JsonNode vocab = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "vocab.json")))!;
        string[] merges = File.ReadAllLines(Path.Combine(folder, "merges.txt"));
        return With(vocab, JsonSerializer.SerializeToNode(merges.Where(merge => merge.Length > 0))!)
            .WithToken("<|endoftext|>", 50256, "special").Load();
    }
}
