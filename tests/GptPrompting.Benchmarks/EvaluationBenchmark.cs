using System.Diagnostics;
using System.Text.Json;
using GptPrompting.Benchmarks.Measuring;
using GptPrompting.Benchmarks.TestModels;
using GptPrompting.Evaluation.Models;
using GptPrompting.Evaluation.Runs;
using GptPrompting.Evaluation.Tasks;
using GptPrompting.Prompts;
using GptPrompting.Scoring;

namespace GptPrompting.Benchmarks;

/// <summary>
/// What the evaluator costs: a task of choices behind a shared few-shot prompt against the same requests given to the
/// model directly, in turns, with the tokens that were read; and leave-one-out with all orders on the in-box model.
/// </summary>
internal static class EvaluationBenchmark
{
    private const int Rounds = 3;
    private const int SampleCount = 200;
    private const int Shots = 8;
    private static readonly string[] Labels = [.. Enumerable.Range(0, 4).Select(i => Words(1 + (i % 2), 10 + i))];

    /// <param name="folder">A model of the runner's, of GPT-2's size: artifacts/benchmarks/models/optimum.</param>
    public static async Task RunAsync(string folder)
    {
        await ChoicesAsync(folder);
        await OrdersAsync();
    }

    private static async Task ChoicesAsync(string folder)
    {
        using LanguageModel model = LanguageModel.Load(
            folder, new LanguageModelOptions { Threads = 1, PrefixCacheBytes = 0 });
        EvaluationTask task = ChoiceTask();
        var through = new List<double>();
        var direct = new List<double>();
        EvaluationRun? run = null;
        for (int round = 0; round < Rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            run = await new Evaluator(new LocalModel(model)).RunAsync([task]);
            long middle = Stopwatch.GetTimestamp();
            model.ScoreBatch(Requests(task));
            through.Add(Stopwatch.GetElapsedTime(start, middle).TotalSeconds);
            direct.Add(Stopwatch.GetElapsedTime(middle).TotalSeconds);
        }

        int[] lengths = [.. Requests(task).Select(request =>
            model.Tokenizer.Encode(request.Context + request.Continuation, addSpecialTokens: true).Length)];
        string shared = task.Prompt.Render(task.Samples[0], task.Pool!).Text[..^task.Samples[0].Input.Length];
        int prefix = model.Tokenizer.Encode(shared, addSpecialTokens: true).Length;
        Console.WriteLine($"{SampleCount} samples, {Labels.Length} labels, prefix of {prefix} tokens: "
            + $"{run!.Report.Run.TokensRead} tokens read; each from scratch would read {lengths.Sum()}");
        Console.WriteLine($"prefix once and every suffix: at most {prefix + lengths.Sum(length => length - prefix)}");
        Console.WriteLine($"evaluator {Median.Of(through):F2} s with the losses of all demonstrations, the requests "
            + $"alone {Median.Of(direct):F2} s, {Median.Of(through.Zip(direct, (a, b) => a / b)):F3} times; "
            + $"{Rounds} rounds, one thread");
    }

    private static async Task OrdersAsync()
    {
        using LanguageModel model = LanguageModel.Load(TinyGpt.Folder);
        EvaluationTask task = TaskFile.Load(TaskLibrary.Find("icl"));
        var options = new EvaluatorOptions
        {
            Shots = [4], MeasuresInfluence = true, Orders = 24, Limit = new SampleLimit { Count = 100, Seed = 1 },
        };
        long start = Stopwatch.GetTimestamp();
        EvaluationRun run = await new Evaluator(new LocalModel(model), options).RunAsync([task]);
        Console.WriteLine($"leave-one-out and 24 orders of 4 demonstrations for 100 samples of the in-box model: "
            + $"{run.Results.Count} results in {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s; target: 120 s");
    }

    private static EvaluationTask ChoiceTask() => new()
    {
        Name = "choices",
        Request = RequestKind.MultipleChoice,
        Prompt = new QuestionAnswerPrompt(PromptTemplate.Parse("{{ text }}")) { TargetDelimiter = "" },
        Samples = [.. Enumerable.Range(0, SampleCount).Select(i => Sample(i, Words(27 + (i % 7), 100 + i)))],
        Pool = [.. Enumerable.Range(0, Shots).Select(i => Sample(SampleCount + i, Words(86, 1000 + i)))],
        Selection = new(),
        Metrics = ["acc"],
        Shots = [Shots],
        Identity = "choices",
    };

    private static Sample Sample(int index, string text) => new()
    {
        Id = $"{index}",
        Index = index,
        Document = JsonSerializer.SerializeToElement(new { text }),
        Input = text,
        Target = Labels[index % Labels.Length],
        Choices = Labels,
        Gold = index % Labels.Length,
    };

    private static IEnumerable<ScoreRequest> Requests(EvaluationTask task) => task.Samples.SelectMany(sample =>
        Labels.Select(label => new ScoreRequest(task.Prompt.Render(sample, task.Pool!).Text, label)));

    private static string Words(int count, int seed)
    {
        var random = new Random(seed);
        return TestTokenizer.Text(Enumerable.Range(0, count)
            .Select(_ => TestTokenizer.WordId(random.Next(TestTokenizer.Words))));
    }
}
