using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Results;
using GptPrompting.Evaluation.Tasks;
using GptPrompting.Scoring;

namespace GptPrompting.Evaluation.Tests.Reports;

/// <summary>A run of three tasks as large as wanted, made up from a seed; numbers look like a small model's.</summary>
internal sealed class GeneratedRun
{
    private static readonly int[] Shots = [0, 1, 2, 4, 8, 16];
    private static readonly int[] Seeds = [1, 2, 3];
    private static readonly string[] Labels = ["negative", "positive"];
    private static readonly string[] Groups = ["short texts", "long texts"];
    private readonly Random _random;

    public GeneratedRun(int count, int seed = 5)
    {
        _random = new Random(seed);
        for (int i = 0; i < count; i++)
        {
            int shots = Shots[i / Seeds.Length % Shots.Length];
            int index = i / (3 * Seeds.Length * Shots.Length);
            Results.Add((i / (Seeds.Length * Shots.Length) % 3) switch
            {
                0 => Choice(index, shots, Seeds[i % Seeds.Length]),
                1 => LastWord(index, shots, Seeds[i % Seeds.Length]),
                _ => Arithmetic(index, shots, Seeds[i % Seeds.Length]),
            });
        }

        Report = new EvaluationReport { Run = Description(count), Tasks = [.. Tasks()] };
    }

    public List<SampleResult> Results { get; } = [];

    public EvaluationReport Report { get; }

    public RunTimings Timings(int seed)
    {
        var random = new Random(seed);
        return new RunTimings
        {
            TotalSeconds = 10 + random.NextDouble(),
            TokensPerSecond = 41_000 + random.NextDouble(),
            Joules = 1234.5,
            Samples =
            [
                .. Results.Select(result => new SampleTiming
                {
                    Task = result.Task,
                    Sample = result.Sample,
                    Shots = result.Shots,
                    Seed = result.Seed,
                    Variant = result.Variant,
                    Seconds = 0.001 + (random.NextDouble() * 0.02),
                }),
            ],
        };
    }

    private SampleResult Choice(int index, int shots, int seed)
    {
        int gold = index % 2;
        bool right = _random.NextDouble() < 0.55 + (0.03 * shots);
        double[] scores = [-0.2 - _random.NextDouble(), -1.5 - (3 * _random.NextDouble())];
        int predicted = right ? gold : 1 - gold;
        SampleResult result = New("sst2", $"sst2-{index}", index, shots, seed) with
        {
            Target = Labels[gold],
            Gold = gold,
            Predicted = predicted,
            Group = Groups[index % 3 == 0 ? 0 : 1],
            Tokens = [new TokenScore(gold, $" {Labels[gold]}", scores[right ? 0 : 1])],
            Choices =
            [
                .. Labels.Select((label, i) => new ChoiceResult
                {
                    Text = label, LogLikelihood = scores[i == predicted ? 0 : 1], TokenCount = 1,
                }),
            ],
            Demonstrations = [.. Enumerable.Range(0, shots).Select(i => new DemonstrationLoss(3.0 / (i + 1), 1))],
            Shown = [.. Enumerable.Range(0, shots).Select(i => $"train-{i}")],
            Warnings = index % 9 == 0 ? ["merged_boundary"] : [],
        };
        return Scored(result, "acc", right ? 1 : 0);
    }

    private SampleResult LastWord(int index, int shots, int seed)
    {
        if (index % 31 == 7)
        {
            return New("lambada", $"lambada-{index}", index, shots, seed) with
            {
                Target = Words(2), Failure = "The prompt has 1,048 tokens; the model reads at most 1,024.",
            };
        }

        TokenScore[] tokens = [.. Enumerable.Range(0, 24).Select(i =>
            new TokenScore(i, $" {Word()}", Math.Log(_random.NextDouble()) * (4.0 / (1 + (0.2 * shots)))))];
        SampleResult result = New("lambada", $"lambada-{index}", index, shots, seed) with
        {
            Target = string.Concat(tokens.Select(token => token.Text)), Tokens = tokens,
        };
        return Scored(result, "acc", _random.NextDouble() < 0.3 ? 1 : 0);
    }

    private SampleResult Arithmetic(int index, int shots, int seed)
    {
        double hit = _random.NextDouble() < 0.02 * shots ? 1 : 0;
        return New("gsm8k", $"gsm8k-{index}", index, shots, seed) with
        {
            Target = $"#### {index}",
            Output = $" She has {Words(60)} left, so #### {(hit > 0 ? index : _random.Next(100))}",
            OutputTokens = 70,
            Metrics = new Dictionary<string, double> { ["exact_match,strict-match"] = hit },
        };
    }

    private SampleResult New(string task, string sample, int index, int shots, int seed) => new()
    {
        Task = task,
        Sample = sample,
        Index = index,
        Shots = shots,
        Seed = seed,
        PromptTokens = 20 + (30 * shots) + _random.Next(10),
        InputCharacters = 90 + _random.Next(100),
    };

    private static SampleResult Scored(SampleResult result, string metric, double value)
    {
        double sum = result.Tokens.Sum(token => token.LogProbability);
        return result with
        {
            Loss = -sum / result.Tokens.Count,
            LogLikelihood = sum,
            OutputTokens = result.Tokens.Count,
            OutputCharacters = result.Target.Length,
            Metrics = new Dictionary<string, double> { [metric] = value, ["loss"] = -sum / result.Tokens.Count },
        };
    }

    private string Word() => $"w{(int)(Math.Pow(_random.NextDouble(), 3) * 4000):x}";

    private string Words(int count) => string.Join(' ', Enumerable.Range(0, count).Select(_ => Word()));

    private static RunDescription Description(int count) => new()
    {
        Key = "5f2c7a90b1d84e6fa3c2795e01d84b7c",
        Model = "tiny-gpt (generated numbers)",
        ModelIdentity = new Dictionary<string, string>
        {
            ["model"] = "sha256:9b74c9897bac770ffc029102a200c5de", ["runtime"] = "ONNX Runtime 1.29.0",
        },
        Version = "0.1.0",
        ExpectedCount = count,
        ResultCount = count,
        TokensRead = 1_204_331,
        TokensRequested = 8_400_120,
    };

    private IEnumerable<TaskReport> Tasks() => Results.GroupBy(result => result.Task).Select(task => new TaskReport
    {
        Task = task.Key,
        Description = task.Key == "sst2" ? "Sentences of film reviews, positive or negative" : "",
        Request = task.Key switch
        {
            "sst2" => RequestKind.MultipleChoice,
            "gsm8k" => RequestKind.Generation,
            _ => RequestKind.LogLikelihood,
        },
        Samples = new SampleCounts(2000, task.Select(result => result.Sample).Distinct().Count()),
        Identity = "77de68daecd823babbb58edb1c8e14d7106e83bb",
        Figures = [.. Figures(task, null), .. Groups.SelectMany(group => Figures(task, group))],
        Influence = task.Key == "sst2" ? [.. Influence()] : [],
        Orders = task.Key == "sst2" ? [Orders(4)] : [],
        Warnings = task.SelectMany(result => result.Warnings).CountBy(name => name).ToDictionary(),
        Failures = task.Where(result => result.Failure is not null).CountBy(result => result.Failure!).ToDictionary(),
    });

    private static IEnumerable<ShotsFigures> Figures(IEnumerable<SampleResult> results, string? group) =>
        results.Where(result => group is null || result.Group == group).GroupBy(result => result.Shots)
            .OrderBy(part => part.Key).Select(part => Figures([.. part], group));

    private static ShotsFigures Figures(SampleResult[] results, string? group)
    {
        SampleResult[] counted = [.. results.Where(result => result.Failure is null)];
        string[] metrics = [.. counted.SelectMany(result => result.Metrics.Keys).Distinct()];
        bool isChoice = results[0].Task == "sst2";
        return new ShotsFigures
        {
            Group = group,
            Shots = results[0].Shots,
            Seeds = Seeds,
            Count = counted.Length,
            FailureCount = results.Length - counted.Length,
            Metrics = [.. metrics.Select(name => Figure(name, counted))],
            Demonstrations = isChoice ? [.. Enumerable.Range(0, results[0].Shots).Select(i => new DemonstrationFigure
            {
                Index = i,
                Count = counted.Length,
                Loss = 0.4 + (3.0 / (i + 1)),
                Low = 0.4 + (2.6 / (i + 1)),
                High = 0.4 + (3.4 / (i + 1)),
            })] : [],
            Confusion = isChoice ? Confusion(counted) : null,
            Lengths = counted.All(result => result.Loss is null) ? null : new LengthFigures
            {
                InputCharacters = counted.Average(result => result.InputCharacters),
                PromptTokens = counted.Average(result => result.PromptTokens),
                OutputCharacters = counted.Average(result => result.OutputCharacters),
                OutputTokens = counted.Average(result => result.OutputTokens),
                LossWithInputCharacters = 0.0123,
                LossWithPromptTokens = -0.4321,
            },
        };
    }

    private static MetricFigure Figure(string name, SampleResult[] results)
    {
        double[] values = [.. results.Select(result => result.Metrics[name])];
        double mean = values.Average();
        double error = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / Math.Max(1, values.Length - 1)
            / values.Length);
        return new MetricFigure
        {
            Name = name,
            Value = mean,
            StandardError = error,
            Low = mean - (1.96 * error),
            High = mean + (1.96 * error),
            IsHigherBetter = name != "loss",
            BySeed = [.. Seeds.Select(seed => results.Where(result => result.Seed == seed)
                .Select(result => (double?)result.Metrics[name]).DefaultIfEmpty(null).Average())],
        };
    }

    private static ConfusionFigures Confusion(SampleResult[] results) => new(
        Labels,
        [.. Labels.Select((_, gold) => (IReadOnlyList<int>)[.. Labels.Select((_, predicted) =>
            results.Count(result => result.Gold == gold && result.Predicted == predicted))])]);

    private IEnumerable<InfluenceFigure> Influence() => Enumerable.Range(0, 8).Select(i =>
    {
        double change = (_random.NextDouble() - 0.35) * 0.2;
        return new InfluenceFigure
        {
            Shots = 8,
            Seed = 1,
            Index = i,
            Demonstration = $"train-{i * 117}",
            Count = 200,
            LossChange = change,
            Low = change - 0.03,
            High = change + 0.03,
        };
    });

    private OrderFigures Orders(int shots) => new()
    {
        Shots = shots,
        Seed = 1,
        Orders =
        [
            .. Permutations([.. Enumerable.Range(0, shots)]).Select(order => new OrderFigure
            {
                Order = order, Loss = 1 + (0.2 * _random.NextDouble()), Accuracy = 0.6 + (0.1 * _random.NextDouble()),
            }),
        ],
    };

    private static IEnumerable<int[]> Permutations(int[] items) => items.Length < 2
        ? [items]
        : items.SelectMany(first => Permutations([.. items.Where(item => item != first)])
            .Select(rest => (int[])[first, .. rest]));
}
