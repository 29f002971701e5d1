using System.Text.Json;

namespace GptPrompting.Tokenization;

/// <summary>Reads a unigram <c>model</c> out of a <c>tokenizer.json</c>: a list of pieces with their scores.</summary>
internal static class UnigramReader
{
    // What an unknown character costs beyond the worst piece.
    private const double UnknownPenalty = 10;

    /// <exception cref="FormatException">
    /// An entry is no pair of a piece and a score, or a piece stands twice.
    /// </exception>
    public static Dictionary<string, int> ReadTokens(JsonElement model)
    {
        Dictionary<string, int> tokens = new(StringComparer.Ordinal);
        foreach ((string piece, double _) in Entries(model))
        {
            if (!tokens.TryAdd(piece, tokens.Count))
            {
                throw new FormatException($"the piece '{piece}' has two ids, {tokens[piece]} and {tokens.Count}");
            }
        }

        return tokens;
    }

    /// <exception cref="FormatException">The model contradicts itself.</exception>
    public static UnigramModel Read(JsonElement model, Dictionary<string, int> tokens)
    {
        double[] scores = [.. Entries(model).Select(entry => entry.Score)];
        int? unknownId = model.Member("unk_id")?.AsCount("unk_id");
        if (unknownId >= scores.Length)
        {
            throw new FormatException($"'unk_id' is {unknownId}; ids go from 0 to {scores.Length - 1}");
        }

        // A text that could not be written at all must not be lost in silence.
        int[]? bytes = model.Flag("byte_fallback") ? UnknownPieces.FindByteIds(tokens) : null;
        return unknownId is null && bytes is null
            ? throw new FormatException("'unk_id' is missing from the model")
            : new UnigramModel(
                tokens, scores, scores.Min() - UnknownPenalty, new UnknownPieces(unknownId, bytes), isSingle: false);
    }

    private static IEnumerable<(string Piece, double Score)> Entries(JsonElement model)
    {
        foreach (JsonElement entry in model.Items("vocab"))
        {
            yield return entry.ValueKind == JsonValueKind.Array && entry.GetArrayLength() == 2
                && entry[1].ValueKind == JsonValueKind.Number && double.IsFinite(entry[1].GetDouble())
                    ? (entry[0].AsText("vocab"), ScoreText.Parse(entry[1].GetRawText()))
                    : throw new FormatException(
                        $"'vocab' has {entry.GetRawText()}; it must be a piece and its score");
        }
    }
}
