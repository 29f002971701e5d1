
namespace GptPrompting.Benchmarks.Measuring;

/// <summary>
/// Running systems that take turns. One that fails is noted with its reason and takes no further part.
/// </summary>
internal sealed class Crew(Measurements measurements, int threads) : IAsyncDisposable
{
    private readonly Dictionary<MeasuredSystem, SystemProcess> _running = [];

    /// <summary>Starts one system; one that cannot start is noted.</summary>
    public async Task StartAsync(MeasuredSystem system)
    {
        try
        {
            _running[system] = await SystemProcess.StartAsync(system, threads);
        }
        catch (MeasurementException e)
        {
            measurements.Fail(system.Name, e.Message);
        }
    }

    /// <summary>Lets every running system take its turn.</summary>
    /// <param name="turn">What it does.</param>
    /// <param name="round">Who is first: every round, the next one.</param>
    public async Task EachAsync(Func<MeasuredSystem, SystemProcess, Task> turn, int round = 0)
    {
        MeasuredSystem[] systems = [.. _running.Keys];
        int first = round % Math.Max(1, systems.Length);
        foreach (MeasuredSystem system in systems[first..].Concat(systems[..first]))
        {
            try
            {
                await turn(system, _running[system]);
            }
            catch (Exception e) when (e is MeasurementException or IOException)
            {
                measurements.Fail(system.Name, e.Message);
                await StopAsync(system);
            }
        }
    }

    public async Task StopAsync(MeasuredSystem system)
    {
        if (_running.Remove(system, out SystemProcess? process))
        {
            await process.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (MeasuredSystem system in _running.Keys.ToArray())
        {
            await StopAsync(system);
        }
    }
}
