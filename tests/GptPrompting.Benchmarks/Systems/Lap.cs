using System.Diagnostics;

namespace GptPrompting.Benchmarks.Systems;

/// <summary>A clock that is read lap by lap.</summary>
internal sealed class Lap
{
    private long _ticks = Stopwatch.GetTimestamp();
    private TimeSpan _cpu = Environment.CpuUsage.TotalTime;

    /// <summary>Time since the last call, or since the clock was made.</summary>
    public Duration Next()
    {
        (long ticks, TimeSpan cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var lap = new Duration(Stopwatch.GetElapsedTime(_ticks, ticks).TotalSeconds, (cpu - _cpu).TotalSeconds);
        (_ticks, _cpu) = (ticks, cpu);
        return lap;
    }
}
