namespace GptPrompting.Evaluation.Comparisons;

/// <summary>One metric of one task at one number of shots in two runs, over the samples that both have.</summary>
public sealed record MetricComparison
{
    /// <summary>The task's name.</summary>
    public required string Task { get; init; }

    /// <summary>How many demonstrations the prompts showed.</summary>
    public required int Shots { get; init; }

    /// <summary>The metric's name.</summary>
    public required string Metric { get; init; }

    /// <summary>
    /// Whether <see cref="A"/> and <see cref="B"/> are means of log-likelihoods in nats: perplexities and bits per byte
    /// are functions of them, and are compared by them. Otherwise they are means of the samples' own values.
    /// </summary>
    public required bool IsLogLikelihood { get; init; }

    /// <summary>Whether more of it is better.</summary>
    public required bool IsHigherBetter { get; init; }

    /// <summary>How many pairs of results have the metric in both runs.</summary>
    public required int Count { get; init; }

    /// <summary>The first run's mean over the pairs.</summary>
    public required double A { get; init; }

    /// <summary>The second run's mean over the pairs.</summary>
    public required double B { get; init; }

    /// <summary>Mean of the paired differences, the second run's less the first's.</summary>
    public required double Difference { get; init; }

    /// <summary>The lower end of the difference's 95 % confidence interval; null where there is none.</summary>
    public double? Low { get; init; }

    /// <summary>The upper end.</summary>
    public double? High { get; init; }

    /// <summary>The test that was made.</summary>
    public required ComparisonTest Test { get; init; }

    /// <summary>
    /// How likely so large a difference is where there is none, two-sided, 0 to 1; null where nothing can be said.
    /// </summary>
    public double? PValue { get; init; }

    /// <summary><see cref="PValue"/> after Holm's correction over all metrics of the comparison.</summary>
    public double? AdjustedPValue { get; init; }

    /// <summary>How many pairs the first run has higher.</summary>
    public required int HigherInA { get; init; }

    /// <summary>How many pairs the second run has higher.</summary>
    public required int HigherInB { get; init; }
}
