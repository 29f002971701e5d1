using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Results;
using GptPrompting.Evaluation.Tasks;
using GptPrompting.Scoring;

namespace GptPrompting.Evaluation.Tests.Reports;

/// <summary>A report of two tasks with one of everything: a group, a missing number, a warning, a failure.</summary>
internal static class SmallReport
{
    public static EvaluationReport New() => new()
    {
        Run = new RunDescription
        {
            Key = "c0ffee",
            Model = "tiny|gpt",
            ModelIdentity = new Dictionary<string, string> { ["runtime"] = "1.29.0", ["digest"] = "ab12" },
            Version = "0.1.0",
            ExpectedCount = 4,
            ResultCount = 3,
            TokensRead = 120,
            TokensRequested = 480,
        },
        Tasks = [Sentiment(), Empty()],
    };

    public static SampleResult Result() => new()
    {
        Task = "sentiment",
        Sample = "s1",
        Index = 0,
        Group = "films",
        Shots = 2,
        Seed = 7,
        Shown = ["d0", "d1"],
        Target = "Positive",
        Gold = 0,
        Choices =
        [
            new ChoiceResult { Text = "Positive", LogLikelihood = -0.1, TokenCount = 1, IsGreedy = true },
            new ChoiceResult { Text = "Negative", LogLikelihood = double.NegativeInfinity, TokenCount = 1 },
        ],
        Predicted = 0,
        Tokens = [new TokenScore(5, " Positive", -0.1)],
        Loss = 0.1,
        LogLikelihood = -0.1,
        Demonstrations = [new DemonstrationLoss(1.0 / 3, 3), new DemonstrationLoss(0.25, 2)],
        Metrics = new Dictionary<string, double> { ["loss"] = 0.1, ["acc"] = 1 },
        Warnings = ["merged_boundary"],
        PromptTokens = 40,
        OutputTokens = 1,
    };

    private static TaskReport Sentiment() => new()
    {
        Task = "sentiment",
        Description = "Films, good or bad",
        Request = RequestKind.MultipleChoice,
        Samples = new SampleCounts(10, 2),
        Identity = "feed",
        Figures = [Figures(null, 0.5, 0.1), Figures("films", 1, null)],
        Influence =
        [
            new InfluenceFigure { Shots = 2, Seed = 7, Index = 0, Count = 2, LossChange = 0.25, Low = -0.5, High = 1 },
            new InfluenceFigure { Shots = 2, Seed = 7, Index = 1, Count = 2, LossChange = -0.125 },
        ],
        Orders =
        [
            new OrderFigures
            {
                Shots = 2,
                Seed = 7,
                Orders =
                [
                    new OrderFigure { Order = [0, 1], Loss = 0.5, Accuracy = 1 },
                    new OrderFigure { Order = [1, 0], Loss = 0.75, Accuracy = 0.5 },
                ],
            },
        ],
        Warnings = new Dictionary<string, int> { ["truncated"] = 1, ["merged_boundary"] = 2 },
        Failures = new Dictionary<string, int> { ["The prompt is too long."] = 1 },
    };

    private static ShotsFigures Figures(string? group, double accuracy, double? error) => new()
    {
        Group = group,
        Shots = 2,
        Seeds = [7],
        Count = 2,
        FailureCount = 1,
        Metrics =
        [
            new MetricFigure
            {
                Name = "acc",
                Value = accuracy,
                StandardError = error,
                Low = error is null ? null : 0.25,
                High = error is null ? null : 0.75,
                IsHigherBetter = true,
                BySeed = [accuracy],
            },
            new MetricFigure { Name = "exact_match,strict-match", Value = null, IsHigherBetter = true },
            new MetricFigure { Name = "loss", Value = 1.0 / 3, IsHigherBetter = false },
        ],
        Demonstrations = [new DemonstrationFigure { Index = 0, Count = 2, Loss = 0.5, Low = 0.25, High = 0.75 }],
        Confusion = new ConfusionFigures(["Positive", "Negative"], [[1, 0], [1, 0]]),
        Lengths = new LengthFigures
        {
            InputCharacters = 12.5,
            PromptTokens = 40,
            OutputCharacters = 8,
            OutputTokens = 1,
            LossWithInputCharacters = 0.5,
        },
    };

    private static TaskReport Empty() => new()
    {
        Task = "answers, \"quoted\"",
        Request = RequestKind.LogLikelihood,
        Samples = new SampleCounts(1, 1),
        Identity = "beef",
        Figures =
        [
            new ShotsFigures
            {
                Shots = 0,
                Seeds = [7],
                Count = 1,
                FailureCount = 0,
                Metrics = [new MetricFigure { Name = "loss", Value = double.PositiveInfinity, IsHigherBetter = false }],
            },
        ],
    };
}
