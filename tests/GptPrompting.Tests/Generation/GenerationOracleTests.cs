using System.Globalization;
using System.Text.Json;
using GptPrompting.Generation;
using GptPrompting.Models;
using GptPrompting.Tests.Fakes;
using GptPrompting.Tokenization;

namespace GptPrompting.Tests.Generation;

/// <summary>
/// Against tests/Oracle/generation.py: processors, warpers and beam search as transformers defines them.
/// </summary>
public class GenerationOracleTests
{
    private static readonly JsonElement[] Cases = [.. ExpectedFile.ReadLines("generation.jsonl.gz")];

    [Fact]
    public void Keep_300RandomRows_GivesTheProbabilitiesOfTheOracle()
    {
        JsonElement[] cases = [.. Cases.Where(each => each.TryGetProperty("probabilities", out _))];

        Assert.Equal(300, cases.Length);
        Assert.All(cases, each => AssertNear(
            ByToken(each.GetProperty("probabilities")),
            Probabilities(each)));
    }

    [Fact]
    public void Run_200BeamSearches_GivesTheTextsOfTheOracle()
    {
        JsonElement[] cases = [.. Cases.Where(each => each.TryGetProperty("results", out _))];

        Assert.Equal(200, cases.Length);
        Assert.All(cases, each =>
        {
            using var model = new ContextModel(each.GetProperty("vocabulary").GetInt32());
            JsonElement options = each.GetProperty("options");
            Completion[] results = Letters.Run(
                model, Options(options), each.GetProperty("prompt").Ids(), options.GetProperty("ends").Ids());
            JsonElement[] expected = [.. each.GetProperty("results").EnumerateArray()];
            Assert.Equal(
                expected.Select(result => result.GetProperty("tokens").Ids()),
                results.Select(result => result.TokenIds));
            Assert.All(expected.Zip(results), pair =>
                Assert.Equal(pair.First.GetProperty("score").GetDouble(), pair.Second.RankingScore!.Value, 1e-5));
        });
    }

    private static Dictionary<int, double> Probabilities(JsonElement each)
    {
        GenerationOptions options = Options(each.GetProperty("options"));
        int[] prompt = each.GetProperty("prompt").Ids();
        float[] logits = [.. each.GetProperty("logits").EnumerateArray().Select(logit => logit.GetSingle())];
        var rules = new TokenRules(options, [], each.GetProperty("options").GetProperty("ends").Ids(), new Scratch());
        float[] row =
            rules.Apply(logits, [.. prompt, .. each.GetProperty("output").Ids()], prompt.Length).ToArray();
        Candidate[] candidates =
            new CandidateFilter(options, new Scratch()).Keep(row, row[Logits.IndexOfMax(row)]).ToArray();
        double total = candidates.Sum(candidate => candidate.Weight);
        return candidates.ToDictionary(candidate => candidate.Id, candidate => candidate.Weight / total);
    }

    private static void AssertNear(Dictionary<int, double> expected, Dictionary<int, double> actual)
    {
        Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
        Assert.All(expected, entry => Assert.Equal(entry.Value, actual[entry.Key], 1e-6));
    }

    private static Dictionary<int, double> ByToken(JsonElement json) => json.EnumerateObject().ToDictionary(
        entry => int.Parse(entry.Name, CultureInfo.InvariantCulture), entry => entry.Value.GetDouble());

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
