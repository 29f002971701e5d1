using GptPrompting.Evaluation.Reports;

namespace GptPrompting.Evaluation.Comparisons;

/// <summary>
/// Two runs sample by sample: whether the second is better than the first, and how sure that is.
/// </summary>
/// <remarks>
/// Results go together that have the same task, sample, shots and seed. Only pairs with numbers in both runs are
/// compared; all others are counted in <see cref="Pairings"/>.
/// </remarks>
public sealed record RunComparison
{
    /// <summary>The first run's name.</summary>
    public required string A { get; init; }

    /// <summary>The second run's name.</summary>
    public required string B { get; init; }

    /// <summary>The metrics that both runs have, by task and shots, over the pairs alone.</summary>
    public required IReadOnlyList<ComparisonFigure> Metrics { get; init; }

    /// <summary>Which results went together, by task and shots.</summary>
    public required IReadOnlyList<PairingCounts> Pairings { get; init; }

    /// <summary>Compares two runs.</summary>
    /// <param name="a">The run that differences start from.</param>
    /// <param name="b">The other one.</param>
    /// <exception cref="ArgumentException">A run has a result twice.</exception>
    public static RunComparison Of(ComparedRun a, ComparedRun b) => Of(a, b, PairedFigures.Default);

    /// <exception cref="ArgumentException">A run has a result twice.</exception>
    internal static RunComparison Of(ComparedRun a, ComparedRun b, PairedFigures arithmetic)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        IGrouping<(string Task, int Shots), ResultPair>[] parts =
            [.. ResultPair.Of(a, b).GroupBy(pair => (pair.Any.Key.Task, pair.Any.Key.Shots))];
        return new RunComparison
        {
            A = a.Name,
            B = b.Name,
            Metrics = arithmetic.WithHolm([.. parts.SelectMany(part =>
                Figures(a.Report, part.Key.Task, [.. part.Where(pair => pair.IsComparable)], arithmetic))]),
            Pairings = [.. parts.Select(part => Count(part.Key.Task, part.Key.Shots, [.. part]))],
        };
    }

    private static IReadOnlyList<ComparisonFigure> Figures(
        EvaluationReport report, string task, ResultPair[] pairs, PairedFigures arithmetic) =>
        pairs.Length > 0 && report.Tasks.FirstOrDefault(each => each.Task == task) is { } found
            ? arithmetic.Between(
                found, pairs[0].Any.Key.Shots,
                pairs.Select(pair => pair.A!.Numbers), pairs.Select(pair => pair.B!.Numbers))
            : [];

    private static PairingCounts Count(string task, int shots, ResultPair[] pairs) => new()
    {
        Task = task,
        Shots = shots,
        Paired = pairs.Count(pair => pair.IsComparable),
        OnlyInA = pairs.Count(pair => pair.B is null),
        OnlyInB = pairs.Count(pair => pair.A is null),
        Failed = pairs.Count(pair => pair is { A: not null, B: not null, IsFailed: true }),
        Differing = pairs.Count(pair => pair is { IsFailed: false, IsDiffering: true }),
        SamePrompt = pairs.Count(pair => pair.IsComparable && pair.A!.Prompt == pair.B!.Prompt),
    };
}
