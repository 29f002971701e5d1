using GptPrompting.Evaluation.Progress;
using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Results;
using GptPrompting.Evaluation.Runs;
using GptPrompting.Evaluation.Tasks;
using GptPrompting.Evaluation.Tests.Fakes;
using GptPrompting.Generation;
using GptPrompting.Prompts;

namespace GptPrompting.Evaluation.Tests.Runs;

public sealed class EvaluatorTests
{
    [Fact]
    public async Task RunAsync_ShotsAndSeeds_MeasuresEverySampleAtEachWithoutRepeatingZeroShots()
    {
        var options = new EvaluatorOptions { Shots = [0, 2], Seeds = [1, 2] };

        EvaluationRun run = await new Evaluator(new LetterModel(), options).RunAsync([Letters.Likelihood()]);

        Assert.Equal(["0@0/1 ", "0@2/1 ", "0@2/2 ", "1@0/1 "], run.Results.Take(4).Select(Letters.Line));
        Assert.Equal(15, run.Results.Count);
        Assert.Equal((15, 15), (run.Report.Run.ExpectedCount, run.Report.Run.ResultCount));
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(2, 10 + 20)]
    [InlineData(6, 5 + 30)]
    public async Task RunAsync_SeedsThatDecideNothing_MeasuresOneOfThem(int orders, int expected)
    {
        var options = new EvaluatorOptions { Shots = [3], Seeds = [1, 2], Orders = orders };

        EvaluationRun run = await new Evaluator(new LetterModel(), options)
            .RunAsync([Letters.Likelihood() with { Selection = new() }]);

        // The first demonstrations as they are; of the 6 orders of 3 the seeds decide only which 2.
        Assert.Equal(expected, run.Results.Count);
    }

    [Fact]
    public async Task RunAsync_Likelihood_GivesTheLossOfTheContinuation()
    {
        EvaluationRun run = await new Evaluator(new LetterModel()).RunAsync([Letters.Likelihood()]);

        // The prompt is "q0:", the continuation " a": two characters that it does not have.
        SampleResult first = run.Results[0];
        Assert.Equal((2.0, -4.0, false), (first.Loss, first.LogLikelihood, first.IsGreedy));
        Assert.Equal((3, 2), (first.PromptTokens, first.OutputTokens));
        Assert.Equal(2, Figure(run, "loss"));
        Assert.Equal(0, Figure(run, "acc"));
    }

    [Fact]
    public async Task RunAsync_Demonstrations_HaveTheirLossesFromTheSameRequest()
    {
        var model = new LetterModel();

        EvaluationRun run = await new Evaluator(model, new EvaluatorOptions { Shots = [2] })
            .RunAsync([Letters.Likelihood() with { Selection = new() }]);

        // "q5: b\n\nq6: a\n\nq0:": of " b" nothing is known, of " a" the space is.
        Assert.Equal(5, model.Requests.Count);
        Assert.Equal([2, 1.25], run.Results[0].Demonstrations.Select(each => each.Loss));
        DemonstrationFigure[] curve = [.. run.Report.Tasks[0].Figures[0].Demonstrations];
        Assert.Equal([2, 1.25], curve.Select(each => each.Loss));
        Assert.Equal([5, 5], curve.Select(each => each.Count));
    }

    [Fact]
    public async Task RunAsync_Choices_TakesTheMostProbable()
    {
        var options = new EvaluatorOptions { Shots = [1] };

        EvaluationRun run = await new Evaluator(new LetterModel(), options)
            .RunAsync([Letters.Choices() with { Selection = new() }]);

        // The one demonstration is answered with b, which is then the likelier letter: right for samples 1 and 3.
        Assert.Equal([1, 1, 1, 1, 1], run.Results.Select(result => result.Predicted));
        Assert.Equal(0.4, Figure(run, "acc"));
    }

    [Fact]
    public async Task RunAsync_Influence_IsTheLossWithoutLessTheLossWith()
    {
        var options = new EvaluatorOptions { Shots = [2], MeasuresInfluence = true };

        EvaluationRun run = await new Evaluator(new LetterModel(), options)
            .RunAsync([Letters.Likelihood() with { Selection = new() }]);

        // Demonstrations answer b, a. The three even samples (a) lose 0.75 without the second, the two odd ones (b)
        // without the first: the letter costs 2 instead of 0.5, and the space is known either way.
        Assert.Equal(["0@2/1 ", "0@2/1 without:0", "0@2/1 without:1"], run.Results.Take(3).Select(Letters.Line));
        Assert.Equal([0.3, 0.45], run.Report.Tasks[0].Influence.Select(each => Math.Round(each.LossChange, 12)));
        Assert.Equal(["5", "6"], run.Report.Tasks[0].Influence.Select(each => each.Demonstration));
    }

    [Fact]
    public async Task RunAsync_Orders_MeasuresAllOfThem()
    {
        var options = new EvaluatorOptions { Shots = [3], Orders = 6 };

        EvaluationRun run = await new Evaluator(new LetterModel(), options).RunAsync([Letters.Likelihood()]);

        // This model does not care for order.
        OrderFigures orders = Assert.Single(run.Report.Tasks[0].Orders);
        Assert.Equal(6, orders.Orders.Select(each => string.Join(',', each.Order)).Distinct().Count());
        Assert.Equal(orders.BestLoss, orders.WorstLoss);
        Assert.Equal(0, orders.LossDeviation);
    }

    [Fact]
    public async Task RunAsync_Calibration_MeasuresChoicesAloneAndBehindContentFreeInputs()
    {
        EvaluationTask task = Letters.Choices() with
        {
            ContentFreeInputs = ["b", "N/A"], Selection = new(), Shots = [1],
        };

        EvaluationRun run = await new Evaluator(new LetterModel(), new EvaluatorOptions { Calibrates = true })
            .RunAsync([task]);

        // Behind any content-free prompt with the demonstration: e^-2.5 for " a", e^-1 for " b".
        IReadOnlyList<ChoiceResult> choices = run.Results[0].Choices;
        Assert.Equal([-4.0, -4.0], choices.Select(choice => choice.Unconditional));
        Assert.Equal(Math.Exp(-1.5) / (1 + Math.Exp(-1.5)), choices[0].ContentFree!.Value, 12);
        Assert.Equal(["acc", "acc_mutual_info", "acc_calibrated", "loss"],
            run.Report.Tasks[0].Figures[0].Metrics.Select(metric => metric.Name));
    }

    [Fact]
    public async Task NamesOf_TasksOfEveryKind_AreThoseOfTheReport()
    {
        EvaluationTask[] tasks =
        [
            Letters.Likelihood() with { Name = "likelihood", Metrics = ["loss", "acc"], Shots = [0, 2, 0] },
            Letters.Choices("acc_norm", "acc") with { Name = "choices", ContentFreeInputs = ["N/A"] },
            Letters.Task(RequestKind.Generation) with
            {
                Name = "generation", Metrics = ["exact_match", "f1"], Generation = new GenerationOptions(),
                Filters =
                [
                    new AnswerFilter { Name = "whole", Pattern = "(.*)" },
                    new AnswerFilter { Name = "a", Pattern = "(a)" },
                ],
            },
            Letters.Task(RequestKind.Rolling) with { Name = "rolling", Metrics = ["bits_per_byte"], Shots = [1] },
        ];
        var evaluator = new Evaluator(new LetterModel(), new EvaluatorOptions { Calibrates = true });

        IReadOnlyList<FigureNames> names = evaluator.NamesOf(tasks);

        EvaluationRun run = await evaluator.RunAsync(tasks);
        Assert.Equal(
            run.Report.Tasks.Select(task => (task.Task, string.Join('|', task.Figures.Select(each => each.Shots)),
                string.Join('|', task.Figures[0].Metrics.Select(metric => metric.Name)))),
            names.Select(each => (each.Task, string.Join('|', each.Shots), string.Join('|', each.Metrics))));
    }

    [Fact]
    public async Task RunAsync_RefusedSample_KeepsItsReasonAndTakesNoOtherWithIt()
    {
        EvaluationRun run = await new Evaluator(new LetterModel(refused: "q3")).RunAsync([Letters.Likelihood()]);

        Assert.Equal([null, null, null, "'q3' is not for me.", null], run.Results.Select(result => result.Failure));
        Assert.Equal(1, run.Report.FailureCount);
        Assert.Equal(4, run.Report.Tasks[0].Figures[0].Count);
    }

    [Fact]
    public async Task RunAsync_LabelThatBeginsAnother_IsCounted()
    {
        EvaluationTask task = Letters.Choices();
        task = task with { Samples = [.. task.Samples.Select((each, i) => i == 2 ? Among(each, "a", "ab") : each)] };

        EvaluationRun run = await new Evaluator(new LetterModel()).RunAsync([task]);

        Assert.Equal([0, 0, 1, 0, 0], run.Results.Select(result => result.Warnings.Count(IsAmbiguous)));
        Assert.Equal(1, run.Report.Tasks[0].Warnings["ambiguous_labels"]);
    }

    [Fact]
    public async Task RunAsync_MergedBoundariesAndTruncation_AreCounted()
    {
        EvaluationTask task = Letters.Likelihood() with
        {
            Prompt = new QuestionAnswerPrompt(PromptTemplate.Parse("{{ if q == 'q1' }}merge{{ end }}{{ q }}:")),
        };

        EvaluationRun run = await new Evaluator(new LetterModel(), new EvaluatorOptions { IsParity = true })
            .RunAsync([task]);

        Assert.Equal(1, run.Report.Tasks[0].Warnings["merged_boundary"]);
        Assert.Equal(5, run.Report.Tasks[0].Warnings["truncated"]);
    }

    [Fact]
    public async Task RunAsync_SampleAmongItsOwnDemonstrations_IsCounted()
    {
        EvaluationTask task = Letters.Likelihood() with { Selection = new(), Shots = [1] };
        task = task with
        {
            Samples = [.. task.Samples.Select((each, i) => each with { Demonstrations = [Letters.Sample(i / 4)] })],
        };

        EvaluationRun run = await new Evaluator(new LetterModel()).RunAsync([task]);

        Assert.Equal(["shows_itself"], run.Results[0].Warnings);
        Assert.Equal(1, run.Report.Tasks[0].Warnings["shows_itself"]);
    }

    [Fact]
    public async Task RunAsync_PromptThatCannotBeRendered_KeepsTheReason()
    {
        EvaluationTask task = Letters.Likelihood() with
        {
            Prompt = new QuestionAnswerPrompt(
                PromptTemplate.Parse("{{ if q == 'q1' }}{{ nothing }}{{ end }}{{ q }}:")),
        };

        EvaluationRun run = await new Evaluator(new LetterModel()).RunAsync([task]);

        Assert.Contains("nothing", run.Results[1].Failure, StringComparison.Ordinal);
        Assert.Equal(4, run.Report.Tasks[0].Figures[0].Count);
    }

    [Fact]
    public async Task RunAsync_GenerationAtATemperature_DrawsForEachSampleAndSeedAndTheSameAtEveryRun()
    {
        EvaluationTask task = Letters.Task(RequestKind.Generation) with
        {
            Metrics = ["exact_match"], Seeds = [1, 2], Generation = new GenerationOptions { Temperature = 1 },
        };

        EvaluationRun run = await new Evaluator(new LetterModel()).RunAsync([task]);
        EvaluationRun again = await new Evaluator(new LetterModel()).RunAsync([task]);

        Assert.Equal(10, run.Results.Select(result => result.Output).Distinct().Count());
        Assert.Equal(run.Results.Select(result => result.Output), again.Results.Select(result => result.Output));
    }

    [Fact]
    public async Task RunAsync_Rolling_ScoresTheDocument()
    {
        EvaluationTask task = Letters.Task(RequestKind.Rolling) with { Metrics = ["bits_per_byte"], Pool = null };

        EvaluationRun run = await new Evaluator(new LetterModel()).RunAsync([task]);

        // Two characters of 2 nats and a byte each.
        Assert.Equal(2 / Math.Log(2), Figure(run, "bits_per_byte")!.Value, 12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public async Task RunAsync_AnyBatchSize_GivesTheSameResults(int batchSize)
    {
        var options = new EvaluatorOptions { Shots = [0, 1, 3], MeasuresInfluence = true, BatchSize = batchSize };

        EvaluationRun run = await new Evaluator(new LetterModel(), options).RunAsync([Letters.Choices()]);
        EvaluationRun other = await new Evaluator(new LetterModel(), options with { BatchSize = 7 })
            .RunAsync([Letters.Choices()]);

        Assert.Equal(other.Results.Select(SampleLines.Write), run.Results.Select(SampleLines.Write));
    }

    [Fact]
    public async Task RunAsync_Progress_IsToldOfEveryResult()
    {
        var told = new List<EvaluationProgress>();

        await new Evaluator(new LetterModel()).RunAsync([Letters.Likelihood()], progress: new Listener(told.Add));

        Assert.Equal([1, 2, 3, 4, 5], told.Select(each => each.Done));
        Assert.All(told, each => Assert.Equal((5, 2.0), (each.Total, each.RunningLoss)));
    }

    [Fact]
    public async Task RunAsync_NoSamplesTasksOrNamesTwice_Throws()
    {
        var evaluator = new Evaluator(new LetterModel());
        EvaluationTask task = Letters.Likelihood();

        await Assert.ThrowsAsync<ArgumentException>(() => evaluator.RunAsync([]));
        await Assert.ThrowsAsync<ArgumentException>(() => evaluator.RunAsync([task, task]));
        ArgumentException none = await Assert.ThrowsAsync<ArgumentException>(
            () => evaluator.RunAsync([task with { Samples = [] }]));
        Assert.Contains("no samples", none.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_MoreShotsThanThePoolHas_Throws()
    {
        var evaluator = new Evaluator(new LetterModel(), new EvaluatorOptions { Shots = [5] });

        ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(
            () => evaluator.RunAsync([Letters.Likelihood()]));

        Assert.Contains("has 4 demonstrations; 5 are wanted", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_Cancelled_Throws() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new Evaluator(new LetterModel())
            .RunAsync([Letters.Likelihood()], cancellationToken: new CancellationToken(canceled: true)));

    private static bool IsAmbiguous(string warning) => warning == "ambiguous_labels";

    private static Sample Among(Sample sample, params string[] choices) => sample with { Choices = choices };

    private static double? Figure(EvaluationRun run, string metric) =>
        run.Report.Tasks[0].Figures[0].Metrics.Single(figure => figure.Name == metric).Value;

    private sealed class Listener(Action<EvaluationProgress> listen) : IProgress<EvaluationProgress>
    {
        public void Report(EvaluationProgress value) => listen(value);
    }
}
