using System.Globalization;
using System.Text;
using GptPrompting.Evaluation.Tasks;
using GptPrompting.Scoring;

namespace GptPrompting.Evaluation.Metrics;

/// <summary>The metrics that a task can name.</summary>
internal static class MetricCatalog
{
    /// <summary>The entry of a sample's metrics that holds its count of words.</summary>
    public const string Words = "words";

    /// <summary>The entry of a sample's metrics that holds its count of UTF-8 bytes.</summary>
    public const string Bytes = "bytes";

    /// <summary>
    /// The entry of a sample's metrics that says whether its program passed, 1 or 0: what pass@k counts, written by who
    /// ran the program.
    /// </summary>
    public const string Passed = "passed";

    /// <summary>Mean negative log-probability per token, in nats: reported wherever there are losses.</summary>
    public const string Loss = "loss";

    /// <summary>The metric that needs each choice's log-likelihood without the prompt.</summary>
    public const string MutualInformation = "acc_mutual_info";

    /// <summary>The metric that needs each choice's probability behind content-free inputs.</summary>
    public const string Calibrated = "acc_calibrated";

    private const string PassPrefix = "pass@";

    private static readonly RequestKind[] Choice = [RequestKind.MultipleChoice];
    private static readonly RequestKind[] Likelihood = [RequestKind.LogLikelihood];
    private static readonly RequestKind[] Text = [RequestKind.Generation];
    private static readonly RequestKind[] Spread = [RequestKind.Rolling, RequestKind.LogLikelihood];

    private static readonly Metric[] Known =
    [
        Hit("acc", ChoiceScores.Raw),
        new() { Name = "acc", Kinds = Likelihood, OfSample = input => Number(input.Result.IsGreedy) },
        Hit("acc_norm", ChoiceScores.PerCodePoint),
        Hit("acc_bytes", ChoiceScores.PerByte),
        Hit(MutualInformation, ChoiceScores.MutualInformation),
        Hit(Calibrated, ChoiceScores.Calibrated),
        new() { Name = "exact_match", Kinds = Choice, OfSample = GoldIsGreedy },
        new()
        {
            Name = "exact_match", Kinds = Text,
            OfSample = input => Number(input.Comparer.IsAny(input.Answer, input.Targets)),
        },
        new() { Name = "f1", Kinds = Text, OfSample = input => TokenF1.Of(input.Answer, input.Targets) },
        OverLabels("f1", counts => counts.BinaryF1(), ErrorKind.Bootstrap),
        OverLabels("macro_f1", counts => counts.MacroF1(), ErrorKind.Linear),
        OverLabels("mcc", counts => counts.MatthewsCorrelation(), ErrorKind.Bootstrap),
        new()
        {
            Name = "ece", Kinds = Choice, IsHigherBetter = false, ErrorKind = ErrorKind.None,
            Aggregate = new CalibrationAggregate(),
        },
        new()
        {
            Name = "brier_score", Kinds = Choice, IsHigherBetter = false, ErrorKind = ErrorKind.Linear,
            OfSample = input => input.Result is { Gold: { } gold, Choices.Count: > 0 }
                ? ChoiceScores.Brier(input.Result, gold)
                : null,
        },
        OfLogLikelihood("perplexity", Likelihood, RatioAggregate.Perplexity) with { ErrorKind = ErrorKind.Bootstrap },
        OfLogLikelihood("word_perplexity", Spread, RatioAggregate.Perplexity) with { Weight = Words },
        OfLogLikelihood("byte_perplexity", Spread, RatioAggregate.Perplexity) with { Weight = Bytes },
        OfLogLikelihood("bits_per_byte", Spread, RatioAggregate.Bits) with { Weight = Bytes },
        new()
        {
            Name = Loss, Kinds = [.. Likelihood, .. Choice, RequestKind.Rolling], IsHigherBetter = false,
            OfSample = input => input.Result.Loss,
        },
    ];

    /// <summary>The metric of a name.</summary>
    /// <param name="name">Such as <c>acc</c> or <c>pass@10</c>.</param>
    /// <param name="kind">What is asked of the model; some names mean another thing for another kind.</param>
    /// <exception cref="ArgumentException">There is no such metric, or it makes no sense for the kind.</exception>
    public static Metric Find(string name, RequestKind kind)
    {
        Metric[] named = PassCount(name) is { } k ? [Pass(name, k)] : [.. Known.Where(each => each.Name == name)];
        return named.FirstOrDefault(each => each.Kinds.Contains(kind))
            ?? throw new ArgumentException(
                named.Length == 0
                    ? $"There is no metric '{name}'; there are {string.Join(", ", Names)}, and pass@k with a number k."
                    : $"The metric '{name}' makes no sense for {kind}; it is for {KindsOf(named)}.",
                nameof(name));
    }

    /// <summary>Checks that all metrics of a task can be measured.</summary>
    /// <exception cref="ArgumentException">
    /// There is no such metric, it makes no sense for the kind of request, or the task does not have what it needs.
    /// </exception>
    public static void Check(EvaluationTask task)
    {
        foreach (string name in task.Metrics)
        {
            Metric metric = Find(name, task.Request);
            if (PassCount(name) is { } k && k > task.Seeds.Count)
            {
                throw new ArgumentException(
                    $"The metric '{name}' needs {k} programs of each sample, one for each seed; the task "
                    + $"'{task.Name}' has {task.Seeds.Count} seeds.",
                    nameof(task));
            }

            if (metric is { Name: "f1", OfSample: null } && task.Samples.Any(sample => sample.Choices.Count > 2))
            {
                throw new ArgumentException(
                    $"The metric 'f1' is for two choices; the task '{task.Name}' has more. It may want macro_f1.",
                    nameof(task));
            }
        }
    }

    /// <summary>The known names, each once, without pass@k.</summary>
    public static IEnumerable<string> Names => Known.Select(metric => metric.Name).Distinct();

    /// <returns>The count of words or bytes of a text.</returns>
    public static double WeightOf(string weight, string text) =>
        weight == Words ? DocumentMetrics.WordCount(text) : Encoding.UTF8.GetByteCount(text);

    private static Metric Hit(string name, Func<Results.SampleResult, int?> taken) => new()
    {
        Name = name,
        Kinds = Choice,
        OfSample = input => input.Result.Gold is { } gold && taken(input.Result) is { } place
            ? Number(place == gold)
            : null,
    };

    private static Metric OverLabels(string name, Func<LabelCounts, double> function, ErrorKind errorKind) => new()
    {
        Name = name,
        Kinds = Choice,
        Aggregate = new LabelAggregate(function),
        ErrorKind = errorKind,
    };

    private static Metric OfLogLikelihood(string name, IReadOnlyList<RequestKind> kinds, Aggregate aggregate) => new()
    {
        Name = name,
        Kinds = kinds,
        OfSample = input => input.Result.LogLikelihood,
        Aggregate = aggregate,
        ErrorKind = ErrorKind.None,
        IsHigherBetter = false,
    };

    private static Metric Pass(string name, int k) => new()
    {
        Name = name,
        Kinds = Text,
        OfSample = input => input.Result.Metrics.TryGetValue(Passed, out double passed) ? passed : null,
        Aggregate = new PassAggregate(k),
    };

    private static int? PassCount(string name) =>
        name.StartsWith(PassPrefix, StringComparison.Ordinal)
        && int.TryParse(name.AsSpan(PassPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int k)
        && k > 0
            ? k
            : null;

    private static double? GoldIsGreedy(MetricInput input) => input.Result.Gold is { } gold
        ? Number(gold < input.Result.Choices.Count ? input.Result.Choices[gold].IsGreedy : null)
        : null;

    private static double? Number(bool? hit) => hit is null ? null : hit.Value ? 1 : 0;

    private static string KindsOf(Metric[] metrics) =>
        string.Join(", ", metrics.SelectMany(metric => metric.Kinds).Distinct());
}
