using System.Globalization;

namespace GptPrompting.Evaluation.Runs;

/// <summary>
/// The energy that the processor packages took, where Linux tells it (the powercap interface, Intel's and AMD's RAPL);
/// of the whole machine, not of this process.
/// </summary>
/// <param name="root">The folder of the interface.</param>
internal sealed class EnergyCounter(string root = "/sys/class/powercap")
{
    private readonly Dictionary<string, (long Microjoules, long Range)> _start = Read(root);

    /// <summary>Joules since the start; null where the machine does not tell.</summary>
    public double? Joules()
    {
        Dictionary<string, (long Microjoules, long Range)> now = Read(root);
        return _start.Count > 0 && _start.Keys.All(now.ContainsKey)
            ? _start.Sum(zone => Difference(zone.Value, now[zone.Key].Microjoules)) / 1e6
            : null;
    }

    // The counter begins again at 0 beyond its range.
    private static long Difference((long Microjoules, long Range) start, long now) =>
        now >= start.Microjoules ? now - start.Microjoules : now - start.Microjoules + start.Range;

    private static Dictionary<string, (long, long)> Read(string root)
    {
        var zones = new Dictionary<string, (long, long)>(StringComparer.Ordinal);
        try
        {
            // Packages are intel-rapl:0; what is within them has one more number.
            foreach (string zone in Directory.EnumerateDirectories(root, "intel-rapl:?"))
            {
                zones[zone] = (Number(zone, "energy_uj"), Number(zone, "max_energy_range_uj"));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return [];
        }

        return zones;
    }

    private static long Number(string zone, string file) =>
        long.Parse(File.ReadAllText(Path.Combine(zone, file)), CultureInfo.InvariantCulture);
}
