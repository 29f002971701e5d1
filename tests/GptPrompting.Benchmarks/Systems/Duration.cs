namespace GptPrompting.Benchmarks.Systems;

/// <summary>How long something took.</summary>
/// <param name="Seconds">By the clock on the wall.</param>
/// <param name="CpuSeconds">Of all threads of the process; less sensitive to what else the machine does.</param>
internal sealed record Duration(double Seconds, double CpuSeconds)
{
    public Duration DividedBy(double count) => new(Seconds / count, CpuSeconds / count);

    public Duration Plus(Duration other) => new(Seconds + other.Seconds, CpuSeconds + other.CpuSeconds);

    public Duration Minus(Duration other) => new(Seconds - other.Seconds, CpuSeconds - other.CpuSeconds);
}
