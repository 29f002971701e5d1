using GptPrompting.Evaluation.Statistics;

namespace GptPrompting.Evaluation.Metrics;

/// <summary>How the parts of many results become one figure.</summary>
internal abstract class Aggregate
{
    /// <summary>The observations that are counted, where they are not those of the single results.</summary>
    public virtual IReadOnlyList<Observation> Reduced(IReadOnlyList<Observation> observations) => observations;

    /// <param name="observations">At least one.</param>
    public abstract double Value(IReadOnlyList<Observation> observations);

    /// <returns>
    /// The influence of each observation on the figure: their mean over another draw of samples is, to first order,
    /// what the figure changes by. Null where that is no good measure of its error.
    /// </returns>
    public abstract double[]? Influences(IReadOnlyList<Observation> observations);

    /// <param name="observations">What the figure is of.</param>
    /// <param name="spread">The standard error of the figure by its influences.</param>
    public virtual Interval IntervalOf(IReadOnlyList<Observation> observations, Spread spread) =>
        Interval.StudentT(Value(observations), spread);
}
