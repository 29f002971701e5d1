using System.Text.Json;
using GptPrompting.Evaluation.Runs;
using GptPrompting.Evaluation.Tasks;
using GptPrompting.Evaluation.Tests.Fakes;
using GptPrompting.Prompts;
using GptPrompting.Scoring;

namespace GptPrompting.Evaluation.Tests.Runs;

/// <summary>
/// The files of lm-evaluation-harness: what <c>evaluator.py</c> and <c>evaluation_tracker.py</c> write; hashes by
/// CPython 3.11's hashlib.
/// </summary>
public sealed class ParityFilesTests : IDisposable
{
    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Write_Choices_HasTheKeysOfTheHarnessAndNothingElse()
    {
        await RunAsync(Letters.Choices("acc", "exact_match", "f1"));

        JsonElement[] lines = Samples("letters");
        Assert.Equal(5, lines.Length);
        Assert.Equal(
            ["doc_id", "doc", "target", "arguments", "resps", "filtered_resps", "filter", "metrics", "doc_hash",
                "prompt_hash", "target_hash", "acc", "exact_match", "f1"],
            lines[1].EnumerateObject().Select(each => each.Name));
        Assert.Equal("""[[["-4.0","False"]],[["-4.0","False"]]]""", Raw(lines[1], "resps"));
        Assert.Equal("""[["-4.0","False"],["-4.0","False"]]""", Raw(lines[1], "filtered_resps"));
        Assert.Equal("""{"arg_0":"q1:","arg_1":" b"}""", Raw(lines[1].GetProperty("arguments"), "gen_args_1"));
        Assert.Equal(("\"1\"", "0", "0", "[1,0]"), (
            Raw(lines[1], "target"), Raw(lines[1], "acc"), Raw(lines[1], "exact_match"), Raw(lines[1], "f1")));
        Assert.Equal(
            "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b",
            lines[1].GetProperty("target_hash").GetString());
    }

    [Fact]
    public async Task Write_Results_HasMetricsWithFiltersAndSeeds()
    {
        await RunAsync(Letters.Choices("acc"));

        JsonElement results = Results();
        JsonElement figures = results.GetProperty("results").GetProperty("letters");
        Assert.Equal(["alias", "acc,none", "acc_stderr,none"], figures.EnumerateObject().Select(each => each.Name));
        Assert.Equal("""{"acc":true}""", Raw(results.GetProperty("higher_is_better"), "letters"));
        Assert.Equal("""{"original":5,"effective":5}""", Raw(results.GetProperty("n-samples"), "letters"));
        Assert.Equal(1, results.GetProperty("config").GetProperty("fewshot_seed").GetInt32());
        string[] seeds = ["random_seed", "numpy_seed", "torch_seed"];
        Assert.All(seeds, seed => Assert.True(results.GetProperty("config").TryGetProperty(seed, out _)));
    }

    [Fact]
    public async Task Write_SeveralFilters_HasEveryDocumentForOneAfterTheOther()
    {
        EvaluationTask task = Letters.Task(RequestKind.Generation) with
        {
            Metrics = ["exact_match"],
            Filters = [new() { Name = "first", Pattern = "(q)" }, new() { Name = "second", Pattern = "(:)" }],
        };

        await RunAsync(task);

        JsonElement[] lines = Samples("letters");
        Assert.Equal(10, lines.Length);
        Assert.Equal(
            ["first 0 q", "first 4 q", "second 0 :"],
            new[] { lines[0], lines[4], lines[5] }.Select(line =>
                $"{line.GetProperty("filter")} {line.GetProperty("doc_id")} {line.GetProperty("filtered_resps")[0]}"));
        Assert.All(lines, line => Assert.Equal("""["exact_match"]""", Raw(line, "metrics")));
        Assert.All(lines, line => Assert.Equal("0", Raw(line, "exact_match")));
        Assert.Equal("""{"original":5,"effective":5}""", Raw(Results().GetProperty("n-samples"), "letters"));
    }

    [Fact]
    public async Task Write_SeveralRightAnswers_HasThemAsPythonsList()
    {
        EvaluationTask task = Letters.Task(RequestKind.Generation) with { Metrics = ["exact_match"] };
        Sample first = task.Samples[0] with { Targets = ["a", "it's"] };

        await RunAsync(task with { Samples = [first, .. task.Samples.Skip(1)] });

        Assert.Equal(["['a', \"it's\"]", "['b']"],
            Samples("letters").Take(2).Select(line => line.GetProperty("target").GetString()));
        Assert.Equal(
            "00169b4825fdb6932e305e9b57af8fca11a4ebdae4a35059ab2bbf76ea62cfab",
            Samples("letters")[0].GetProperty("target_hash").GetString());
    }

    [Fact]
    public async Task Write_Documents_HasLogLikelihoodsBesideWhatTheyAreSpreadOver()
    {
        EvaluationTask task = Letters.Task(RequestKind.Rolling) with
        {
            Metrics = ["word_perplexity", "bits_per_byte"], Pool = null,
        };

        await RunAsync(task);

        JsonElement line = Samples("letters")[0];
        Assert.Equal(("[-4,1]", "[-4,2]"), (Raw(line, "word_perplexity"), Raw(line, "bits_per_byte")));
        Assert.Equal("""[["-4.0"]]""", Raw(line, "resps"));
        Assert.Equal("""["word_perplexity","bits_per_byte"]""", Raw(line, "metrics"));
    }

    [Fact]
    public async Task Write_TasksOfAGroup_HasTheirMeanBesideThem()
    {
        EvaluationTask first = Letters.Choices("acc") with { TaskGroup = "all" };
        EvaluationTask second = first with { Name = "others", Samples = [.. first.Samples.Take(2)] };

        await RunAsync(first, second);

        // The first of equal choices is taken: 3 of 5 and 1 of 2.
        JsonElement results = Results();
        JsonElement group = results.GetProperty("results").GetProperty("all");
        Assert.Equal(4.0 / 7, group.GetProperty("acc,none").GetDouble(), 12);
        Assert.True(JsonElement.DeepEquals(group, results.GetProperty("groups").GetProperty("all")));
        Assert.Equal(
            """{"letters":[],"others":[],"all":["letters","others"]}""", Raw(results, "group_subtasks"));
    }

    [Fact]
    public async Task Write_TasksOfDifferentShots_HasEachWhereItWasMeasured()
    {
        EvaluationTask other = Letters.Choices("acc") with { Name = "others", Shots = [2] };

        await RunAsync(Letters.Choices("acc") with { TaskGroup = "all" }, other with { TaskGroup = "all" });

        JsonElement results = Results().GetProperty("results");
        Assert.Equal(["letters", "all"], results.EnumerateObject().Select(each => each.Name));
        Assert.Equal(
            ["samples_letters_0-shot.jsonl", "samples_others_2-shot.jsonl"],
            Directory.GetFiles(_folder["run"], "samples_*").Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Write_LogLikelihoods_HasTheTargetAsItIsUnlessTheTaskNamesADelimiter()
    {
        QuestionAnswerPrompt plain = new(PromptTemplate.Parse("{{ q }}:"));
        QuestionAnswerPrompt parted = new(PromptTemplate.Parse("{{ q }}:")) { RequestDelimiter = " " };

        await RunAsync(
            Letters.Likelihood() with { Prompt = plain },
            Letters.Likelihood() with { Prompt = parted, Name = "parted" });

        static string Asked(JsonElement line) => Raw(line.GetProperty("arguments"), "gen_args_0");
        Assert.Equal("""{"arg_0":"q0:","arg_1":"a"}""", Asked(Samples("letters")[0]));
        Assert.Equal("""{"arg_0":"q0:","arg_1":" a"}""", Asked(Samples("parted")[0]));
    }

    [Fact]
    public async Task RunAsync_GroupNamedAsATask_IsRefused()
    {
        ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(
            () => RunAsync(Letters.Choices("acc") with { TaskGroup = "letters" }));

        Assert.StartsWith("Two tasks, or a task and a group, are called 'letters'", error.Message);
    }

    [Fact]
    public async Task Write_NameWithSlashes_StaysInTheFolder()
    {
        await RunAsync(Letters.Choices("acc") with { Name = "../up" });

        Assert.Equal(5, Samples(".._up").Length);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 1 + 3e-8)]
    public void LogLikelihood_OfTokensTooSmallForFloat32_AddsThemOnlyInDouble(bool isParity, double expected)
    {
        TokenScore[] tokens = [new(0, "", -1), new(0, "", -3e-8)];

        Assert.Equal(-expected, LogLikelihood.Of(tokens, isParity));
    }

    private Task<EvaluationRun> RunAsync(params EvaluationTask[] tasks) =>
        new Evaluator(new LetterModel(), new EvaluatorOptions { IsParity = true }).RunAsync(tasks, _folder["run"]);

    private JsonElement[] Samples(string task) =>
    [
        .. File.ReadLines(Path.Combine(_folder["run"], $"samples_{task}_0-shot.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement),
    ];

    private JsonElement Results() =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder["run"], "results_0-shot.json"))).RootElement;

    private static string Raw(JsonElement owner, string name) =>
        JsonSerializer.Serialize(owner.GetProperty(name)).Replace("\\u0022", "\\\"", StringComparison.Ordinal);
}
