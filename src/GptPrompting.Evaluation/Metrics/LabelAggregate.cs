namespace GptPrompting.Evaluation.Metrics;

/// <summary>A figure of the counts of right and predicted labels.</summary>
/// <param name="function">From the counts to the figure.</param>
internal sealed class LabelAggregate(Func<LabelCounts, double> function) : Aggregate
{
    public override double Value(IReadOnlyList<Observation> observations) => function(LabelCounts.Of(observations));

    public double Value(LabelCounts counts) => function(counts);

    // Jackknife (Miller 1974): what the figure loses without the result, times n - 1. Results with the same two labels
    // have the same influence.
    public override double[] Influences(IReadOnlyList<Observation> observations)
    {
        LabelCounts counts = LabelCounts.Of(observations);
        double whole = function(counts);
        var known = new Dictionary<(int Gold, int Predicted), double>();
        var influences = new double[observations.Count];
        for (int i = 0; i < influences.Length; i++)
        {
            (int Gold, int Predicted) cell = (observations[i].Gold, observations[i].Predicted);
            if (!known.TryGetValue(cell, out influences[i]))
            {
                influences[i] = (influences.Length - 1)
                    * (whole - function(counts.Without(cell.Gold, cell.Predicted)));
                known.Add(cell, influences[i]);
            }
        }

        return Centered(influences);
    }

    private static double[] Centered(double[] values)
    {
        double mean = values.Average();
        return [.. values.Select(value => value - mean)];
    }
}
