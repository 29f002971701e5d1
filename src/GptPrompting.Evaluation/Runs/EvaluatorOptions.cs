using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Evaluation.Runs;

/// <summary>What a run measures beyond what its tasks say, and how.</summary>
public sealed record EvaluatorOptions
{
    /// <summary>The numbers of demonstrations, each at least 0; null, the default, takes those of each task.</summary>
    /// <exception cref="ArgumentException">There is none, one is below 0, or one is there twice.</exception>
    public IReadOnlyList<int>? Shots
    {
        get;
        init => field = value is null ? null : Distinct(value, nameof(Shots), least: 0);
    }

    /// <summary>The seeds of demonstrations; null, the default, takes those of each task.</summary>
    /// <exception cref="ArgumentException">There is none, or one is there twice.</exception>
    public IReadOnlyList<int>? Seeds
    {
        get;
        init => field = value is null ? null : Distinct(value, nameof(Seeds), least: int.MinValue);
    }

    /// <summary>How many samples of each task are measured; null, the default, is what the task says.</summary>
    public SampleLimit? Limit { get; init; }

    /// <summary>
    /// Whether the rules of lm-evaluation-harness are followed: its draws, its truncation, its limits. False,
    /// the default, refuses what does not fit instead of truncating it. Its log-likelihoods are sums in float32, here
    /// from the first token to the last; without it, in double.
    /// </summary>
    public bool IsParity { get; init; }

    /// <summary>
    /// Whether each demonstration's own loss is measured, in the same pass; true by default. Costs the logits of the
    /// demonstrations' answers and of what stands between them.
    /// </summary>
    public bool MeasuresDemonstrations { get; init; } = true;

    /// <summary>
    /// Whether each prompt is measured again without each of its demonstrations: k more prompts for each sample.
    /// </summary>
    public bool MeasuresInfluence { get; init; }

    /// <summary>
    /// In how many orders the demonstrations of each prompt are measured, at least 2: all orders where there are not
    /// more, else a draw of them that is the same for every sample. 0, the default, measures none.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 0 or is 1.</exception>
    public int Orders
    {
        get;
        init => field = value is 0 or >= 2
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(Orders), value, $"Orders is {value}; it must be 0, or at least 2 to be compared.");
    }

    /// <summary>
    /// Whether multiple choice is also measured with contextual calibration and pointwise mutual information.
    /// </summary>
    public bool Calibrates { get; init; }

    /// <summary>
    /// The most requests that are computed before their results are written, at least 1; 1,024 by default. What is
    /// interrupted is computed again from the last written ones on; what a batch shares is read once.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int BatchSize
    {
        get;
        init => field = value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(BatchSize), value, $"BatchSize is {value}; it must be at least 1.");
    } = 1024;

    private static int[] Distinct(IReadOnlyList<int> values, string name, int least)
    {
        int[] copy = [.. values];
        return copy.Length == 0 ? throw new ArgumentException($"{name} is empty.", name)
            : copy.Min() < least ? throw new ArgumentException($"{name} has {copy.Min()}, below {least}.", name)
            : copy.Distinct().Count() < copy.Length ? throw new ArgumentException($"{name} has a value twice.", name)
            : copy;
    }
}
