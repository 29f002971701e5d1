using System.Text.Json;

namespace GptPrompting.Tokenization;

/// <summary>Reads a <c>model</c> of byte pair encoding out of a <c>tokenizer.json</c>.</summary>
internal static class BytePairReader
{
    /// <exception cref="FormatException">Vocabulary and merges contradict one another.</exception>
    public static ITokenModel Read(JsonElement model, Dictionary<string, int> tokens, bool isByteLevel)
    {
        if (model.Member("dropout") is { } dropout && dropout.GetRawText() is not ("0" or "0.0"))
        {
            throw new FormatException($"'dropout' of the model is {dropout}; encoding must not be random");
        }

        var options = new BytePairOptions
        {
            IsByteLevel = isByteLevel,
            IgnoresMerges = model.Flag("ignore_merges"),
            FallsBackToBytes = model.Flag("byte_fallback"),
            FusesUnknown = model.Flag("fuse_unk"),
            UnknownId = model.Text("unk_token") is { Length: > 0 } unknown
                ? ModelReader.UnknownId(tokens, unknown)
                : null,
            Prefix = model.Text("continuing_subword_prefix") ?? "",
            Suffix = model.Text("end_of_word_suffix") ?? "",
        };
        RequireBytes(tokens, options);
        var pairs = new BytePairModel(tokens, ReadMerges(model, tokens, options.Prefix), options);
        bool onlyJoins = !isByteLevel && !options.IgnoresMerges && options.Prefix == "" && options.Suffix == "";
        return onlyJoins ? MarkedWordModel.Remembering(pairs, tokens) : new RememberingModel(pairs);
    }

    // A byte-level text must not lose bytes in silence.
    private static void RequireBytes(Dictionary<string, int> tokens, BytePairOptions options)
    {
        if (!options.IsByteLevel || options.UnknownId is not null || options.FallsBackToBytes)
        {
            return;
        }

        for (int value = 0; value < 256; value++)
        {
            char character = ByteAlphabet.CharacterOf((byte)value);
            bool isKnown = tokens.ContainsKey(character.ToString()) || tokens.ContainsKey(character + options.Suffix);
            if (!isKnown && ByteAlphabet.IsUtf8((byte)value))
            {
                throw new FormatException($"the vocabulary has no token '{character}' for the byte 0x{value:X2}");
            }
        }
    }

    private static MergeTable ReadMerges(JsonElement model, Dictionary<string, int> tokens, string prefix)
    {
        var merges = new MergeTable();
        int index = 0;
        foreach (JsonElement merge in model.Items("merges").Where(merge => !IsVersion(merge)))
        {
            (string left, string right) = ReadPair(merge, index);
            // The prefix of the right part goes where it is no longer within a word.
            string merged = left + (prefix.Length <= right.Length ? right[prefix.Length..] : right);
            merges.Add(IdOf(left), IdOf(right), IdOf(merged));
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
