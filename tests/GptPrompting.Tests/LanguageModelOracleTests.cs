using System.Text.Json;
using GptPrompting.Generation;
using GptPrompting.Scoring;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests;

// The expectations are transformers.js's on the same folder, written by tests/Oracle.
public sealed class LanguageModelOracleTests
{
    // The closest that two best logits come on the way is 0.0048, and ONNX Runtime's versions differ by about 1e-5: no
    // tie decides.
    public static IEnumerable<object[]> Completions => Read("completions.json", item => new object[]
    {
        item.GetProperty("prompt").GetString()!, Numbers(item, "ids", id => id.GetInt32()),
    });

    public static IEnumerable<object[]> LogProbabilities => Read("log-probabilities.json", item => new object[]
    {
        item.GetProperty("context").GetString()!,
        item.GetProperty("continuation").GetString()!,
        Numbers(item, "ids", id => id.GetInt32()),
        Numbers(item, "logProbabilities", value => value.GetDouble()),
        Numbers(item, "next", value => value.GetDouble()),
    });

    [Theory]
    [MemberData(nameof(Completions))]
    public void Generate_Greedy_GivesTheOraclesTokens(string prompt, int[] ids)
    {
        Completion completion = InBox.Model.Generate(prompt, new GenerationOptions { MaxOutputTokens = 64 });

        Assert.Equal(ids, completion.TokenIds);
    }

    [Theory]
    [MemberData(nameof(LogProbabilities))]
    public void Score_Continuation_GivesTheOraclesLogProbabilities(
        string context, string continuation, int[] ids, double[] logProbabilities, double[] distancesToBest)
    {
        ContinuationScore score = InBox.Model.Score(context, continuation);

        Assert.Equal(ids, score.Tokens.Select(token => token.Id));
        Assert.All(score.Tokens.Zip(logProbabilities), pair =>
            Assert.Equal(pair.Second, pair.First.LogProbability, 1e-4));
        Assert.Equal(logProbabilities.Sum(), score.LogLikelihood, 1e-4 * ids.Length);
        Assert.Equal(distancesToBest.All(distance => distance == 0), score.IsGreedy);
    }

    private static T[] Read<T>(string name, Func<JsonElement, T> read)
    {
        using JsonDocument file = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Expected", name)));
        return [.. file.RootElement.EnumerateArray().Select(read)];
    }

    private static T[] Numbers<T>(JsonElement item, string name, Func<JsonElement, T> read) =>
        [.. item.GetProperty(name).EnumerateArray().Select(read)];
}
