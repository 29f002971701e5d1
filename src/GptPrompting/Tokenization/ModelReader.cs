using System.Text.Json;

namespace GptPrompting.Tokenization;

/// <summary>Reads the <c>model</c> of a <c>tokenizer.json</c>.</summary>
internal static class ModelReader
{
    /// <returns>The model's own tokens with their ids.</returns>
    /// <exception cref="FormatException">The model is of a kind that is not supported.</exception>
    public static Dictionary<string, int> ReadTokens(JsonElement root)
    {
        JsonElement model = root.RequiredMember("model");
        string type = TypeOf(model);
        if (type is not ("BPE" or "WordPiece" or "Unigram"))
        {
            throw new FormatException($"the model {type} is not supported");
        }

        Dictionary<string, int> tokens = type == "Unigram" ? UnigramReader.ReadTokens(model) : ReadVocabulary(model);
        return tokens.Count > 0 ? tokens : throw new FormatException("the vocabulary is empty");
    }

    /// <returns>The model; it is asked for well-formed text only.</returns>
    /// <exception cref="FormatException">It contradicts itself.</exception>
    public static ITokenModel Read(JsonElement root, Dictionary<string, int> tokens, bool isByteLevel)
    {
        JsonElement model = root.RequiredMember("model");
        return TypeOf(model) switch
        {
            "BPE" => BytePairReader.Read(model, tokens, isByteLevel),
            "Unigram" => new RememberingModel(UnigramReader.Read(model, tokens)),
            _ => new RememberingModel(ReadWordPiece(model, tokens)),
        };
    }

    /// <exception cref="FormatException">The vocabulary lacks the token.</exception>
    public static int UnknownId(Dictionary<string, int> tokens, string unknown) =>
        tokens.TryGetValue(unknown, out int id)
            ? id
            : throw new FormatException($"'unk_token' is '{unknown}', which the vocabulary lacks");

    private static Dictionary<string, int> ReadVocabulary(JsonElement model)
    {
        Dictionary<string, int> tokens = new(StringComparer.Ordinal);
        foreach (JsonProperty token in model.Members("vocab"))
        {
            tokens.Add(token.Name, token.Value.AsId(token.Name));
        }

        return tokens;
    }

    private static WordPieceModel ReadWordPiece(JsonElement model, Dictionary<string, int> tokens) => new(
        tokens,
        UnknownId(tokens, model.Text("unk_token") ?? "[UNK]"),
        model.Text("continuing_subword_prefix") ?? "##",
        model.Member("max_input_chars_per_word")?.AsCount("max_input_chars_per_word") ?? 100);

    // Files of the first years leave the type out.
    private static string TypeOf(JsonElement model) => model.Text("type")
        ?? (model.Member("merges") is not null ? "BPE" : throw new FormatException("the model says no type"));
}
