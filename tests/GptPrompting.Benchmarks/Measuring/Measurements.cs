using GptPrompting.Benchmarks.Systems;

namespace GptPrompting.Benchmarks.Measuring;

/// <summary>What was measured, by system and quantity: durations round by round, and plain numbers.</summary>
internal sealed class Measurements
{
    private readonly Dictionary<(string System, string Quantity), List<Duration>> _durations = [];
    private readonly Dictionary<(string System, string Quantity), double> _numbers = [];
    private readonly Dictionary<string, string> _failures = [];
    private readonly Dictionary<string, int[]> _tokens = [];

    /// <summary>Why systems, or quantities, could not be measured, or not to the end.</summary>
    public IReadOnlyDictionary<string, string> Failures => _failures;

    /// <summary>What each system generated from the same prompts, to see that all did the same work.</summary>
    public IReadOnlyDictionary<string, int[]> Tokens => _tokens;

    public IReadOnlyDictionary<(string System, string Quantity), List<Duration>> Durations => _durations;

    public IReadOnlyDictionary<(string System, string Quantity), double> Numbers => _numbers;

    /// <summary>Adds one round's duration; all systems of a phase add theirs in the same rounds.</summary>
    public void Add(string system, string quantity, Duration duration)
    {
        if (!_durations.TryGetValue((system, quantity), out List<Duration>? rounds))
        {
            _durations[(system, quantity)] = rounds = [];
        }

        rounds.Add(duration);
    }

    public void Set(string system, string quantity, double value) => _numbers[(system, quantity)] = value;

    public void Fail(string what, string reason) => _failures[what] = reason;

    public void AddTokens(string system, int[] ids) =>
        _tokens[system] = [.. _tokens.GetValueOrDefault(system, []), .. ids];

    /// <exception cref="MeasurementException">It was not measured.</exception>
    public double Number(string system, string quantity) =>
        _numbers.TryGetValue((system, quantity), out double value) ? value : throw Missing(system, quantity);

    /// <returns>In the order of the rounds.</returns>
    /// <exception cref="MeasurementException">It was not measured.</exception>
    public IReadOnlyList<Duration> Rounds(string system, string quantity) =>
        _durations.TryGetValue((system, quantity), out List<Duration>? rounds)
            ? rounds
            : throw Missing(system, quantity);

    /// <summary>What <see cref="Fail"/> is told where a system could not do one thing only.</summary>
    public static string Both(string system, string quantity) => $"{system}, {quantity}";

    private MeasurementException Missing(string system, string quantity) => new(
        _failures.TryGetValue(Both(system, quantity), out string? reason) || _failures.TryGetValue(system, out reason)
            ? reason
            : $"{system}: {quantity} was not measured");
}
