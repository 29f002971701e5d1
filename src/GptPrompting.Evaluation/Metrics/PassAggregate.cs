namespace GptPrompting.Evaluation.Metrics;

/// <summary>
/// pass@k (Chen et al. 2021, Evaluating Large Language Models Trained on Code, equation 1): the chance that one of k
/// programs is right, estimated from the n programs of each sample, one for each seed, of which c are right.
/// </summary>
/// <param name="k">How many programs are tried.</param>
internal sealed class PassAggregate(int k) : Aggregate
{
    /// <summary>1 - the product over i = n - c + 1 to n of (1 - k / i).</summary>
    /// <param name="n">How many programs there are, at least <paramref name="k"/>.</param>
    /// <param name="c">How many of them are right.</param>
    /// <param name="k">How many are tried.</param>
    public static double Estimate(int n, int c, int k)
    {
        if (n - c < k)
        {
            return 1;
        }

        double missed = 1;
        for (int i = n - c + 1; i <= n; i++)
        {
            missed *= 1 - ((double)k / i);
        }

        return 1 - missed;
    }

    /// <returns>One for each sample that has k programs; fewer say nothing of k tries.</returns>
    public override IReadOnlyList<Observation> Reduced(IReadOnlyList<Observation> observations) =>
        [.. observations.GroupBy(each => each.Sample).Where(group => group.Count() >= k).Select(group =>
            group.First() with
            {
                Value = Estimate(group.Count(), group.Count(each => each.Value > 0), k),
                Seed = 0,
            })];

    public override double Value(IReadOnlyList<Observation> observations) =>
        RatioAggregate.Mean.Value(observations);

    public override double[] Influences(IReadOnlyList<Observation> observations) =>
        RatioAggregate.Mean.Influences(observations);
}
