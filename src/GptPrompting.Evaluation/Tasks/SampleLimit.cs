namespace GptPrompting.Evaluation.Tasks;

/// <summary>How many of a task's samples are measured.</summary>
public sealed record SampleLimit
{
    /// <summary>
    /// At least 1: so many samples. Below 1: that share of them, rounded up, as in lm-evaluation-harness. Above 0.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The value is not above 0, or is above 1 and no whole number.
    /// </exception>
    public required double Count
    {
        get;
        init => field = value > 0 && double.IsFinite(value) && (value < 1 || value == Math.Floor(value))
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(Count), value, $"The limit is {value}; it must be a whole number, or a share below 1.");
    }

    /// <summary>
    /// Null takes the first ones, as lm-evaluation-harness does. A seed takes a subset in which every sample is equally
    /// likely to be, still in the order of the data; files that are sorted by class need that.
    /// </summary>
    public int? Seed { get; init; }
}
