using System.Globalization;
using GptPrompting.Evaluation.Progress;

namespace GptPrompting.Cli.Measuring;

/// <summary>One line that tells whoever looks at the terminal how far a run is, ten times a second at most.</summary>
internal sealed class LiveProgress : IProgress<EvaluationProgress>
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly TextWriter _error;
    private TimeSpan _shown = -Pause;
    private int _width;

    private LiveProgress(TextWriter error) => _error = error;

    /// <returns>Null where nobody looks: standard error goes to a file or another program.</returns>
    public static LiveProgress? On(TextWriter error) =>
        ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected ? new LiveProgress(error) : null;

    public void Report(EvaluationProgress value)
    {
        if (value.Elapsed - _shown < Pause && value.Done < value.Total)
        {
            return;
        }

        _shown = value.Elapsed;
        string line = Line(value);
        _error.Write("\r" + line.PadRight(_width));
        _width = line.Length;
    }

    /// <summary>Leaves the line empty.</summary>
    public void Clear() => _error.Write($"\r{new string(' ', _width)}\r");

    internal static string Line(EvaluationProgress value)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        var parts = new List<string> { string.Create(culture, $"{value.Done:N0} of {value.Total:N0}") };
        if (value.SamplesPerSecond is { } samples)
        {
            parts.Add(string.Create(culture, $"{samples:F1} samples/s"));
        }

        if (value.TokensPerSecond is > 0 and { } tokens)
        {
            parts.Add(string.Create(culture, $"{tokens:N0} tokens/s"));
        }

        if (value.RunningLoss is { } loss)
        {
            parts.Add(string.Create(culture, $"loss {loss:F3}"));
        }

        if (value.Failed > 0)
        {
            parts.Add(string.Create(culture, $"{value.Failed:N0} not measured"));
        }

        if (value.TimeLeft is { } left)
        {
            string days = left.Days > 0 ? string.Create(culture, $"{left.Days}.") : "";
            parts.Add(string.Create(culture, $"{days}{left:hh\\:mm\\:ss} left"));
        }

        return string.Join("  ", parts);
    }
}
