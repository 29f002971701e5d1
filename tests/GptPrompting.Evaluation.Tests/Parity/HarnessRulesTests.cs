using System.IO.Compression;
using System.Text.Json;
using GptPrompting.Evaluation.Metrics;
using GptPrompting.Evaluation.Parity;
using GptPrompting.Evaluation.Results;
using GptPrompting.Evaluation.Shots;
using GptPrompting.Evaluation.Statistics;
using GptPrompting.Evaluation.Tasks;
using GptPrompting.Evaluation.Tests.Fakes;

namespace GptPrompting.Evaluation.Tests.Parity;

/// <summary>
/// Rules of lm-evaluation-harness on random cases. <c>harness-rules.jsonl.gz</c> was written by
/// <c>tests/Oracle/lm_eval_rules.py</c>, which has the rules once more in CPython 3.11.
/// </summary>
public sealed class HarnessRulesTests
{
    private static readonly Dictionary<string, Func<JsonElement, object>> Rules = new()
    {
        ["word_count"] = given => MetricCatalog.WeightOf(MetricCatalog.Words, given.GetString()!),
        ["f1"] = given => PythonNumbers.Repr(TokenF1.Of(given[0].GetString()!, Texts(given[1]))),
        ["exact_match"] = Normalized,
        ["choices"] = Taken,
        ["draws"] = Drawn,
        ["regex_filter"] = Filtered,
        ["bootstrap"] = Bootstrapped,
        ["weighted"] = Weighted,
        ["limit"] = given => SampleChoice.Apply(
            Documents.Numbered(given[0].GetInt32()), new SampleLimit { Count = given[1].GetDouble() }).Count,
        ["document_hash"] = DocumentHash,
    };

    public static TheoryData<string> Names => [.. Rules.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Rule_OnRandomCases_IsTheHarness(string name)
    {
        JsonElement[] cases = [.. Cases().Where(each => each.GetProperty("rule").GetString() == name)];

        string[] wrong = [.. cases.Where(each => !IsSame(each, Rules[name](each.GetProperty("given"))))
            .Select(each => $"{JsonSerializer.Serialize(Rules[name](each.GetProperty("given")))} for {each}")];

        Assert.True(cases.Length >= 30);
        Assert.Empty(wrong);
    }

    private static bool IsSame(JsonElement each, object found) =>
        JsonElement.DeepEquals(each.GetProperty("gives"), JsonSerializer.SerializeToElement(found));

    private static string Normalized(JsonElement given) => new AnswerComparer(new AnswerComparison
    {
        IgnoredPatterns = Texts(given[1]),
        IgnoresCase = given[2].GetBoolean(),
        IgnoresPunctuation = given[3].GetBoolean(),
        IgnoresDigits = given[4].GetBoolean(),
    }).Normalized(given[0].GetString()!);

    private static int?[] Taken(JsonElement given)
    {
        SampleResult result = Measured.ChoiceOf(0, 0, [.. Texts(given[0]).Zip(Numbers(given[1]))]);
        return [ChoiceScores.Raw(result), ChoiceScores.PerCodePoint(result), ChoiceScores.PerByte(result)];
    }

    private static int[][] Drawn(JsonElement given)
    {
        Sample[] samples = [.. given[0].EnumerateArray()
            .Select((value, i) => Documents.Sample(i, $$"""{"v": {{value}}}"""))];
        var draw = DemonstrationDraw.Create(
            Documents.Task(samples), given[1].GetInt32(), given[2].GetInt32(), isParity: true);
        return [.. samples.Take(5).Select(sample =>
            draw.For(sample).Select(shown => shown.Document.GetProperty("v").GetInt32()).ToArray())];
    }

    private static string Filtered(JsonElement given)
    {
        var filter = new AnswerFilter
        {
            Name = "f", Pattern = given[1].GetString()!, Select = given[2].GetInt32(),
        };
        return new AnswerFilters([filter]).Answers(given[0].GetString()!)["f"];
    }

    private static string Bootstrapped(JsonElement given)
    {
        double[] values = [.. Numbers(given)];
        return PythonNumbers.Repr(Bootstrap.StandardError(
            values.Length, places => RatioAggregate.Perplexity.ValueAt(values, places), 2000));
    }

    private static string[] Weighted(JsonElement given)
    {
        Observation[] all = [.. given.EnumerateArray().Select((item, i) => new Observation
        {
            Value = item[0].GetDouble(), Weight = item[1].GetDouble(), Unit = $"{i}", Sample = $"{i}", Seed = 1,
        })];
        return
        [
            PythonNumbers.Repr(RatioAggregate.Perplexity.Value(all)),
            PythonNumbers.Repr(RatioAggregate.Bits.Value(all)),
        ];
    }

    private static string DocumentHash(JsonElement given)
    {
        using JsonDocument document = JsonDocument.Parse(given.GetString()!);
        return Hashes.OfDocument(document.RootElement);
    }

    private static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(each => each.GetString()!)];

    private static IEnumerable<double> Numbers(JsonElement list) =>
        list.EnumerateArray().Select(each => each.GetDouble());

    private static IEnumerable<JsonElement> Cases()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Parity", "harness-rules.jsonl.gz");
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            yield return JsonElement.Parse(line);
        }
    }
}
