namespace GptPrompting.Evaluation.Tasks;

/// <summary>Which of a task's samples are measured.</summary>
public static class SampleChoice
{
    /// <summary>Takes the samples within a limit, in the order of the data.</summary>
    /// <param name="samples">All samples.</param>
    /// <param name="limit">
    /// How many; null for all. A whole number above theirs takes all, as in lm-evaluation-harness.
    /// </param>
    public static IReadOnlyList<Sample> Apply(IReadOnlyList<Sample> samples, SampleLimit? limit)
    {
        ArgumentNullException.ThrowIfNull(samples);
        if (limit is null)
        {
            return samples;
        }

        double count = limit.Count < 1 ? Math.Ceiling(samples.Count * limit.Count) : limit.Count;
        int most = (int)Math.Min(count, samples.Count);
        if (limit.Seed is not { } seed)
        {
            return [.. samples.Take(most)];
        }

        // Every sample is equally likely to have one of the first places of a shuffle.
        int[] places = RandomStream.Places(samples.Count, seed);
        return [.. samples.Where((_, index) => places[index] < most)];
    }
}
