using System.Globalization;
using System.Text.Json;
using GptPrompting.Generation;
using GptPrompting.Tokenization;

namespace GptPrompting.Tests.Fakes;

/// <summary>The options of a case that tests/Oracle has written, by transformers' names.</summary>
internal static class OracleOptions
{
    public static Dictionary<int, double> ByToken(JsonElement json) => json.EnumerateObject().ToDictionary(
        entry => int.Parse(entry.Name, CultureInfo.InvariantCulture), entry => entry.Value.GetDouble());

    public static GenerationOptions Of(JsonElement each) => Options(each.GetProperty("options"));

    private static GenerationOptions Options(JsonElement json) => new()
    {
        Temperature = Number(json, "temperature", 0),
        TopK = json.TryGetProperty("top_k", out JsonElement topK) ? topK.GetInt32() : null,
        TopP = Number(json, "top_p", 1),
        MinP = Number(json, "min_p", 0),
        TypicalP = Number(json, "typical_p", 1),
        RepetitionPenalty = Number(json, "repetition_penalty", 1),
        FrequencyPenalty = Number(json, "frequency_penalty", 0),
        PresencePenalty = Number(json, "presence_penalty", 0),
        NoRepeatNgramSize = (int)Number(json, "no_repeat_ngram_size", 0),
        MinOutputTokens = (int)Number(json, "min_tokens", 0),
        LogitBias = json.TryGetProperty("logit_bias", out JsonElement bias)
            ? ByToken(bias)
            : new Dictionary<int, double>(),
        StopTokenIds = json.GetProperty("ends").Ids(),
        MaxOutputTokens = (int)Number(json, "max_tokens", 256),
        Beams = (int)Number(json, "num_beams", 1),
        ResultCount = (int)Number(json, "results", 1),
        LengthPenalty = Number(json, "length_penalty", 1),
        EarlyStopping = !json.TryGetProperty("early_stopping", out JsonElement early) ? EarlyStopping.Heuristic
            : early.ValueKind == JsonValueKind.String ? EarlyStopping.Never
            : early.GetBoolean() ? EarlyStopping.Eager : EarlyStopping.Heuristic,
    };

    private static double Number(JsonElement json, string name, double otherwise) =>
        json.TryGetProperty(name, out JsonElement value) ? value.GetDouble() : otherwise;
}
