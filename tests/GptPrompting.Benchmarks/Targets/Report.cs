using System.Globalization;
using GptPrompting.Benchmarks.Measuring;
using GptPrompting.Benchmarks.Systems;

namespace GptPrompting.Benchmarks.Targets;

/// <summary>The table of targets, and below it what was measured of each system.</summary>
internal sealed record Report(
    Circumstances Circumstances, IReadOnlyList<TargetResult> Results, Measurements Measurements, string[] SameWork)
{
    public string ToMarkdown() =>
        $"""
        # Targets and measurements

        {Circumstances.ToMarkdown()}

        {TextTable.Format([["what", "target", "measured", "rounds", "by CPU time", "met"], .. Results.Select(Row)])}
        {Results.Count(result => result.IsMet)} of {Results.Count} targets are met.

        {Reasons()}{SameTokens()}

        ## Systems
        Medians: tokens per second of prefill and decode, seconds to the first token, peak memory at 1,000 tokens.

        {TextTable.Format([["system", .. Columns.Select(column => column.Heading)], .. Systems()])}
        """;

    private static (string Heading, Func<Measurements, string, double> Read)[] Columns { get; } =
    [
        ("prefill 128", (m, system) => 128 / Seconds(m, system, Quantity.Prefill(128))),
        ("prefill 512", (m, system) => 512 / Seconds(m, system, Quantity.Prefill(512))),
        ("decode 32", (m, system) => 1 / Seconds(m, system, Quantity.Decode(32))),
        ("decode 512", (m, system) => 1 / Seconds(m, system, Quantity.Decode(512))),
        ("start-up s", (m, system) => Seconds(m, system, Quantity.StartUp)),
        ("process s", (m, system) => Seconds(m, system, Quantity.ProcessStartUp)),
        ("memory MB", (m, system) => m.Number(system, Quantity.PeakMemory) / 1e6),
        ("samples/s", (m, system) => 1 / Seconds(m, system, Quantity.Scoring)),
        ("scoring MB", (m, system) => m.Number(system, Quantity.ScoringMemory) / 1e6),
        ("nats off", (m, system) => m.Number(system, Quantity.ScoringDifference)),
    ];

    private static double Seconds(Measurements measurements, string system, string quantity) =>
        Median.Of(measurements.Rounds(system, quantity).Select(round => round.Seconds));

    private static string[] Row(TargetResult result)
    {
        Target target = result.Target;
        return
        [
            $"{target.Area}: {target.What}",
            $"{(target.IsMost ? "≤" : "≥")} {Number(target.Limit)} {target.Unit}",
            result.Measured is double measured ? $"{Number(measured)} {target.Unit}" : "not measured",
            Spread(result),
            result.MeasuredByCpu is double byCpu ? Number(byCpu) : "",
            result.IsMet ? "yes" : "no",
        ];
    }

    private static string Spread(TargetResult result) => result.Values.Count > 1
        ? $"{result.Values.Count}: {Number(result.Lowest!.Value)}–{Number(result.Highest!.Value)}"
        : "";

    private string Reasons()
    {
        string[] reasons =
        [
            .. Results.Where(result => result.Reason is not null)
                .GroupBy(result => (result.Target.Area, result.Reason))
                .Select(rows => $"- {rows.Key.Area}, {rows.Count()} rows: {rows.Key.Reason}"),
        ];
        return reasons.Length == 0 ? "" : $"Not measured:\n\n{string.Join('\n', reasons)}\n\n";
    }

    private string SameTokens()
    {
        string[] known = [.. SameWork.Where(Measurements.Tokens.ContainsKey)];
        if (known.Length == 0)
        {
            return "No system generated.";
        }

        int[] expected = Measurements.Tokens[known[0]];
        string[] others = [.. known.Where(name => !Measurements.Tokens[name].SequenceEqual(expected))];
        return others.Length == 0
            ? $"All {known.Length} float32 systems generated the same {expected.Length} tokens."
            : $"Other tokens than {known[0]}: {string.Join(", ", others.Select(name => Differing(name, expected)))}.";
    }

    private string Differing(string name, int[] expected)
    {
        int same = Measurements.Tokens[name].Zip(expected).Count(pair => pair.First == pair.Second);
        return $"{name} ({expected.Length - same} of {expected.Length})";
    }

    private IEnumerable<string[]> Systems() => Measurements.Durations.Keys.Select(key => key.System).Distinct()
        .Where(system => system != StreamingRead.Name)
        .Select(system => (string[])[system, .. Columns.Select(column => Cell(column.Read, system))]);

    private string Cell(Func<Measurements, string, double> read, string system)
    {
        try
        {
            return Number(read(Measurements, system));
        }
        catch (MeasurementException)
        {
            return "";
        }
    }

    private static string Number(double value)
    {
        string format = Math.Abs(value) switch
        {
            0 => "0",
            >= 100 => "0",
            >= 10 => "0.0",
            >= 0.01 => "0.00#",
            _ => "0.0e-0",
        };
        return value.ToString(format, CultureInfo.InvariantCulture);
    }
}
