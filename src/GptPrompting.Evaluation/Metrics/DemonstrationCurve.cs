using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Results;
using GptPrompting.Evaluation.Statistics;

namespace GptPrompting.Evaluation.Metrics;

/// <summary>The loss of demonstrations by their place in the prompt.</summary>
internal static class DemonstrationCurve
{
    /// <param name="results">Results with numbers.</param>
    /// <returns>One figure for each place, from 0 on; none where demonstrations were not measured.</returns>
    public static IReadOnlyList<DemonstrationFigure> Of(IReadOnlyList<SampleResult> results)
    {
        int places = results.Select(result => result.Demonstrations.Count).DefaultIfEmpty().Max();
        return [.. Enumerable.Range(0, places).Select(index => At(index, results))];
    }

    private static DemonstrationFigure At(int index, IReadOnlyList<SampleResult> results)
    {
        SampleResult[] shown = [.. results.Where(result => result.Demonstrations.Count > index)];
        double mean = shown.Average(result => result.Demonstrations[index].Loss);
        Spread? spread = CrossedEffects.Of([.. shown.Select(result => new Deviation(
            result.Demonstrations[index].Loss - mean, UnitOf(result, index), Seed: 0))]);
        Interval? interval = spread is null ? null : Interval.StudentT(mean, spread);
        return new DemonstrationFigure
        {
            Index = index,
            Count = shown.Length,
            Loss = mean,
            Low = interval?.Low,
            High = interval?.High,
        };
    }

    // A demonstration's loss is decided by what is shown up to it, not by the sample behind: prompts that begin with
    // the same demonstrations are one draw.
    private static string UnitOf(SampleResult result, int index) => result.Shown.Count > index
        ? string.Join('\n', result.Shown.Take(index + 1))
        : Metric.UnitOf(result);
}
