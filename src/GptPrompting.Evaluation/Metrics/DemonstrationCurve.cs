using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Results;
using GptPrompting.Evaluation.Statistics;

namespace GptPrompting.Evaluation.Metrics;

/// <summary>The loss of demonstrations by their place in the prompt.</summary>
internal static class DemonstrationCurve
{
    /// <param name="results">Results with numbers.</param>
    /// <returns>One figure for each place, from 0 on; none where demonstrations were not measured.</returns>
    public static IReadOnlyList<DemonstrationFigure> Of(IReadOnlyList<ResultNumbers> results)
    {
        int places = results.Select(result => result.DemonstrationLosses.Length).DefaultIfEmpty().Max();
        return [.. Enumerable.Range(0, places).Select(index => At(index, results))];
    }

    private static DemonstrationFigure At(int index, IReadOnlyList<ResultNumbers> results)
    {
        ResultNumbers[] shown = [.. results.Where(result => result.DemonstrationLosses.Length > index)];
        double mean = shown.Average(result => result.DemonstrationLosses[index]);
        Spread? spread = CrossedEffects.Of([.. shown.Select(result => new Deviation(
            result.DemonstrationLosses[index] - mean, UnitOf(result, index), Seed: 0))]);
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
    private static string UnitOf(ResultNumbers result, int index) => result.Shown.Count > index
        ? string.Join('\n', result.Shown.Take(index + 1))
        : Metric.UnitOf(result);
}
