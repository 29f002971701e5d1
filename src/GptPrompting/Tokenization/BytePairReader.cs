using System.Text.Json;

namespace GptPrompting.Tokenization;

/// <summary>Reads the <c>model</c> of a <c>tokenizer.json</c>: its vocabulary and its merges.</summary>
internal static class BytePairReader
{
    private static readonly string[] AffixKeys = ["continuing_subword_prefix", "end_of_word_suffix"];

    /// <exception cref="FormatException">The model is not BPE, or of a variety that byte-level BPE has not.</exception>
    public static void RequireBytePairs(JsonElement root)
    {
        JsonElement model = root.RequiredMember("model");

        // Files of the first years leave the type out.
        string type = model.Text("type") ?? (model.Member("merges") is null ? "without a type" : "BPE");
        if (type != "BPE")
        {
            throw new FormatException($"the model is {type}; only byte-level BPE is supported");
        }

        foreach (string key in AffixKeys.Where(key => model.Text(key) is { Length: > 0 }))
        {
            throw new FormatException($"'{key}' of the model is not supported");
        }

        if (model.Member("dropout") is { } dropout && dropout.GetRawText() is not ("0" or "0.0"))
        {
            throw new FormatException($"'dropout' of the model is {dropout}; encoding must not be random");
        }
    }

    /// <exception cref="FormatException">Vocabulary, merges and added tokens contradict one another.</exception>
    public static (Vocabulary Vocabulary, BytePairModel Model) Read(
        JsonElement model, IReadOnlyList<AddedToken> addedTokens)
    {
        Dictionary<string, int> tokens = new(StringComparer.Ordinal);
        foreach (JsonProperty token in model.Members("vocab"))
        {
            tokens.Add(token.Name, token.Value.AsId(token.Name));
        }

        if (addedTokens.FirstOrDefault(token => token.Content.Length == 0) is { } empty)
        {
            throw new FormatException($"the added token {empty.Id} is empty");
        }

        if (tokens.Count == 0)
        {
            throw new FormatException("the vocabulary is empty");
        }

        var vocabulary = new Vocabulary(tokens, addedTokens);
        return (vocabulary, new BytePairModel(vocabulary, ReadMerges(model, tokens), model.Flag("ignore_merges")));
    }

    private static MergeTable ReadMerges(JsonElement model, Dictionary<string, int> tokens)
    {
        var merges = new MergeTable();
        int index = 0;
        foreach (JsonElement merge in model.Items("merges").Where(merge => !IsVersion(merge)))
        {
            (string left, string right) = ReadPair(merge, index);
            merges.Add(IdOf(left), IdOf(right), IdOf(left + right));
            index++;
        }

        return merges;

        int IdOf(string token) => tokens.TryGetValue(token, out int id)
            ? id
            : throw new FormatException($"merge {index} needs the token '{token}', which the vocabulary lacks");
    }

    // Some writers keep the first line of merges.txt.
    private static bool IsVersion(JsonElement merge) => merge.ValueKind == JsonValueKind.String
        && merge.GetString()!.StartsWith("#version", StringComparison.Ordinal);

    private static (string Left, string Right) ReadPair(JsonElement merge, int index)
    {
        string?[] parts = merge.ValueKind switch
        {
            JsonValueKind.String => merge.GetString()!.Split(' '),
            JsonValueKind.Array => [.. merge.EnumerateArray().Select(part => part.AsText($"merge {index}"))],
            _ => [],
        };
        return parts is [{ Length: > 0 } left, { Length: > 0 } right]
            ? (left, right)
            : throw new FormatException($"merge {index} is {merge.GetRawText()}; it must name two tokens");
    }
}
