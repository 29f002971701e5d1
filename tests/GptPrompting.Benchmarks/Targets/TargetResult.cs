using GptPrompting.Benchmarks.Measuring;

namespace GptPrompting.Benchmarks.Targets;

/// <summary>A target and what was measured; no values, but a reason, where nothing was.</summary>
internal sealed record TargetResult(Target Target, IReadOnlyList<Value> Values, string? Reason)
{
    /// <summary>The median of the rounds, by the clock on the wall; null where nothing was measured.</summary>
    public double? Measured => Values.Count == 0 ? null : Median.Of(Values.Select(value => value.ByClock));

    /// <summary>The median of the rounds, by processor time.</summary>
    public double? MeasuredByCpu => Values.Count > 0 && Values.All(value => value.ByCpu is not null)
        ? Median.Of(Values.Select(value => value.ByCpu!.Value))
        : null;

    public double? Lowest => Values.Count == 0 ? null : Values.Min(value => value.ByClock);

    public double? Highest => Values.Count == 0 ? null : Values.Max(value => value.ByClock);

    /// <summary>Whether it was measured and is within the limit, by the clock on the wall.</summary>
    public bool IsMet => Target.IsMost ? Measured <= Target.Limit : Measured >= Target.Limit;
}
