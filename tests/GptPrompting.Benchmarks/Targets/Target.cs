using GptPrompting.Benchmarks.Measuring;

namespace GptPrompting.Benchmarks.Targets;

/// <summary>What must be true of the measurements.</summary>
/// <param name="Area">Rows of one area stand together.</param>
/// <param name="What">What is compared with what.</param>
/// <param name="Limit">The least, or where <see cref="IsMost"/> the most, that meets the target.</param>
/// <param name="Unit">Follows the numbers.</param>
/// <param name="Measure">
/// One value for each round; throws <see cref="MeasurementException"/> where there is none.
/// </param>
internal sealed record Target(
    string Area, string What, double Limit, string Unit, Func<Measurements, IReadOnlyList<Value>> Measure)
{
    /// <summary>Whether <see cref="Limit"/> is the most and not the least.</summary>
    public bool IsMost { get; init; }

    public TargetResult Check(Measurements measurements)
    {
        try
        {
            return new TargetResult(this, Measure(measurements), Reason: null);
        }
        catch (MeasurementException e)
        {
            return new TargetResult(this, [], e.Message);
        }
    }
}

/// <summary>One round's value.</summary>
/// <param name="ByClock">From time on the wall, or a plain number.</param>
/// <param name="ByCpu">The same from processor time; null where there is no such thing.</param>
internal readonly record struct Value(double ByClock, double? ByCpu);
