using System.Text.Json;
using GptPrompting.Generation;
using GptPrompting.Models;
using GptPrompting.Tests.Fakes;
using GptPrompting.Tokenization;

namespace GptPrompting.Tests.Generation;

/// <summary>
/// Against tests/Oracle: processors, warpers and beam search as transformers defines them (generation.py), as
/// transformers.js (processors.mjs), llama.cpp (samplers.py) and ONNX Runtime GenAI (beams.py) have them.
/// </summary>
public class GenerationOracleTests
{
    [Theory]
    [InlineData("generation.jsonl.gz", 300)]
    [InlineData("processors.jsonl.gz", 300)]
    [InlineData("samplers.jsonl.gz", 400)]
    public void Keep_RandomRows_GivesTheProbabilitiesOfTheOracle(string file, int count)
    {
        JsonElement[] cases = Cases(file, "probabilities");

        Assert.Equal(count, cases.Length);
        Assert.All(cases, each => AssertNear(
            OracleOptions.ByToken(each.GetProperty("probabilities")),
            Probabilities(each)));
    }

    [Fact]
    public void Run_200BeamSearches_GivesTheTextsOfTheOracle()
    {
        JsonElement[] cases = Cases("generation.jsonl.gz", "results");

        Assert.Equal(200, cases.Length);
        Assert.All(cases, each =>
        {
            using var model = new ContextModel(each.GetProperty("vocabulary").GetInt32());
            Completion[] results = Run(model, each);
            AssertTexts(each, results);
            Assert.All(each.GetProperty("results").EnumerateArray().Zip(results), pair =>
                Assert.Equal(pair.First.GetProperty("score").GetDouble(), pair.Second.RankingScore!.Value, 1e-5));
        });
    }

    [Theory]
    [InlineData("tiny-gpt", 60)]
    [InlineData("gpt2-optimum", 59)]
    [InlineData("gpt2-transformersjs", 60)]
    [InlineData("gptneo-optimum", 60)]
    [InlineData("gptj-optimum", 60)]
    [InlineData("gptneox-optimum", 60)]
    [InlineData("llama-optimum", 60)]
    public void Generate_GreedyWithProcessors_GivesTheTextsOfTransformersJs(string name, int count)
    {
        using LanguageModel model = LanguageModel.Load(FolderOf(name));
        JsonElement[] cases = [.. Cases("processors.jsonl.gz", "prompt").Where(each => IsOf(name, each))];

        Assert.Equal(count, cases.Length);
        Assert.All(cases, each => Assert.Equal(
            each.GetProperty("ids").Ids(),
            model.Generate(each.GetProperty("prompt").GetString()!, OracleOptions.Of(each)).TokenIds));
    }

    [Theory]
    [InlineData("tiny-gpt", 236)]
    [InlineData("gpt2-genai", 299)]
    [InlineData("llama-genai", 260)]
    public void Run_BeamsAndPenalties_GivesTheTextsOfGenAi(string name, int count)
    {
        using ICausalModel model = SmallModel.Open(FolderOf(name));
        JsonElement[] cases = [.. Cases("beams.jsonl.gz", "results").Where(each => IsOf(name, each))];

        Assert.Equal(count, cases.Length);
        Assert.All(cases, each => AssertTexts(each, Run(model, each)));
    }

    private static Dictionary<int, double> Probabilities(JsonElement each)
    {
        GenerationOptions options = OracleOptions.Of(each);
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

    private static void AssertTexts(JsonElement each, Completion[] results) => Assert.Equal(
        each.GetProperty("results").EnumerateArray().Select(result => result.GetProperty("tokens").Ids()),
        results.Select(result => result.TokenIds));

    private static Completion[] Run(ICausalModel model, JsonElement each) => Letters.Run(
        model, OracleOptions.Of(each), each.GetProperty("prompt").Ids(),
        each.GetProperty("options").GetProperty("ends").Ids());

    private static JsonElement[] Cases(string file, string property) =>
        [.. ExpectedFile.ReadLines(file).Where(each => each.TryGetProperty(property, out _))];

    private static bool IsOf(string name, JsonElement each) =>
        each.TryGetProperty("model", out JsonElement model) && model.GetString() == name;

    private static string FolderOf(string name) => name == "tiny-gpt" ? InBox.Folder : SmallModel.Folder(name);
}
