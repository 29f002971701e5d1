using GptPrompting.Evaluation.Tests.Fakes;
using GptPrompting.Scoring;

namespace GptPrompting.Evaluation.Tests;

public sealed class ShotsEvaluationBatchTests
{
    // Each prompt has a loss of its own.
    private readonly TableScorer _table = new() { LogProbability = prompt => -prompt.Sum(c => c) };

    [Fact]
    public void Run_ManyAtOnce_GivesTheReportOfOneByOne()
    {
        ShotsEvaluation evaluation = Evaluation(300, 0, 2, 1);

        ShotsReport expected = evaluation.Run(_table.Score);
        ShotsReport actual = evaluation.Run(new TableBatchScorer(_table).Score);

        Assert.Equal(expected.Results.Select(Summary), actual.Results.Select(Summary));
        Assert.Equal(expected.Rows, actual.Rows);
        Assert.True(actual.IsComplete);
    }

    [Fact]
    public void Run_ManySamples_RendersAtMost256PromptsBeforeTheyAreScored()
    {
        int rendered = 0;
        int mostWaiting = 0;
        var scorer = new TableBatchScorer(_table);
        var evaluation = new ShotsEvaluation(New(400), [0, 1, 2])
        {
            Prompt = (sample, shots) =>
            {
                mostWaiting = Math.Max(mostWaiting, ++rendered - scorer.Calls.Sum());
                return FewShotPrompt.Render(sample, shots);
            },
        };

        evaluation.Run(scorer.Score);

        // 85 samples at 3 numbers of shots are 255 prompts; 60 samples are left for the fifth call.
        Assert.Equal([255, 255, 255, 255, 180], scorer.Calls);
        Assert.Equal(255, mostWaiting);
    }

    [Fact]
    public void Run_ModelRefusesSome_OnlyThoseFailAndKeepTheirReason()
    {
        var scorer = new TableBatchScorer(_table)
        {
            IsRefused = prompt => prompt.Contains("in3\n", StringComparison.Ordinal)
                || prompt.Contains("in7\n", StringComparison.Ordinal),
        };

        ShotsReport report = Evaluation(20, 0, 1).Run(scorer.Score);

        Assert.Equal(
            ["3 at 0: too long", "7 at 0: too long", "3 at 1: too long", "7 at 1: too long"],
            report.Results.Where(result => result.FailureReason is not null)
                .Select(result => $"{result.SampleId} at {result.Shots}: {result.FailureReason}"));
        Assert.True(report.IsComplete);
    }

    [Fact]
    public void Run_SampleWithTooFewDemonstrations_IsCountedAndTheOthersAreScored()
    {
        ShotsSample[] samples = [Samples.New("empty") with { Demonstrations = [] }, Samples.New("full")];

        ShotsReport report = new ShotsEvaluation(samples, [1]).Run(new TableBatchScorer(_table).Score);

        Assert.Contains("has 0 demonstrations", report.Results[0].FailureReason, StringComparison.Ordinal);
        Assert.NotNull(report.Results[1].Loss);
    }

    [Fact]
    public void Run_Progress_IsToldOfEachResultOnce()
    {
        var steps = new List<ShotsProgress>();

        ShotsReport report = Evaluation(3, 0, 2).Run(new TableBatchScorer(_table).Score, new Progress(steps.Add));

        Assert.Equal([1, 2, 3, 4, 5, 6], steps.Select(step => step.Done));
        Assert.Equal(report.Results.ToHashSet(), steps.Select(step => step.Result).ToHashSet());
    }

    [Fact]
    public void Run_Cancelled_KeepsWhatWasMeasuredInOrder()
    {
        using var cancellation = new CancellationTokenSource();
        var progress = new Progress(step => { if (step.Done == 2) { cancellation.Cancel(); } });

        ShotsReport report =
            Evaluation(2, 0, 1).Run(new TableBatchScorer(_table).Score, progress, cancellation.Token);

        // The table answers the last ones first.
        Assert.Equal([("0", 1), ("1", 1)], report.Results.Select(result => (result.SampleId, result.Shots)));
        Assert.False(report.IsComplete);
    }

    [Fact]
    public void Run_ProgressThrowsAnArgumentError_PassesThrough() =>
        Assert.Throws<ArgumentException>(() => Evaluation(2, 0).Run(
            new TableBatchScorer(_table).Score, new Progress(_ => throw new ArgumentException("mine"))));

    [Fact]
    public void Run_InBoxModel_GivesTheLossesOfOneByOne()
    {
        using LanguageModel model = LanguageModel.Load(TinyGpt.Folder);
        ShotsSample[] samples = [.. SampleFile.Load(Path.Combine(TinyGpt.HeldOutFolder, "icl.jsonl"))
            .Where((_, i) => i % 50 == 0)];
        var evaluation = new ShotsEvaluation(samples, [0, 1, 8]);

        ShotsReport expected = evaluation.Run(model.Score);
        ShotsReport actual = evaluation.Run(model.ScoreBatchStreaming);

        Assert.Equal(Tokens(expected).Select(token => token.Id), Tokens(actual).Select(token => token.Id));
        Assert.All(Tokens(expected).Zip(Tokens(actual)),
            pair => Assert.Equal(pair.First.LogProbability, pair.Second.LogProbability, 1e-4));
        Assert.Equal(
            expected.Results.Select(result => result.IsExactMatch),
            actual.Results.Select(result => result.IsExactMatch));
    }

    private static IEnumerable<TokenScore> Tokens(ShotsReport report) =>
        report.Results.SelectMany(result => result.Tokens);

    private static (string, int, double?, bool?) Summary(ShotsResult result) =>
        (result.SampleId, result.Shots, result.Loss, result.IsExactMatch);

    private static ShotsEvaluation Evaluation(int samples, params int[] shots) => new(New(samples), shots);

    private static ShotsSample[] New(int count) =>
        [.. Enumerable.Range(0, count).Select(i => Samples.New($"{i}") with { Input = $"in{i}" })];

    private sealed class Progress(Action<ShotsProgress> report) : IProgress<ShotsProgress>
    {
        public void Report(ShotsProgress value) => report(value);
    }
}
