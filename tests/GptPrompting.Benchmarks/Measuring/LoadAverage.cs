using System.Globalization;

namespace GptPrompting.Benchmarks.Measuring;

/// <summary>How many threads were running or ready to, on average over the last minute; Linux alone says it.</summary>
internal static class LoadAverage
{
    private const string File = "/proc/loadavg";

    /// <returns>Null where the system does not say.</returns>
    public static double? Now() => System.IO.File.Exists(File)
        ? double.Parse(System.IO.File.ReadAllText(File).Split(' ')[0], CultureInfo.InvariantCulture)
        : null;
}
