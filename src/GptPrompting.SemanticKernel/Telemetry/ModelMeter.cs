using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace GptPrompting.SemanticKernel;

/// <summary>The source of activities and the instruments; buckets are those of the conventions.</summary>
internal static class ModelMeter
{
    private static readonly Meter Meter = new(GptPromptingTelemetry.SourceName);

    internal static ActivitySource Source { get; } = new(GptPromptingTelemetry.SourceName);

    internal static Histogram<double> Duration { get; } = Seconds(
        "gen_ai.client.operation.duration",
        "How long a call takes.",
        [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92]);

    internal static Histogram<double> TimeToFirstChunk { get; } = Seconds(
        "gen_ai.client.operation.time_to_first_chunk",
        "How long a streaming call takes until its first update.",
        [0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]);

    internal static Histogram<double> TimePerOutputChunk { get; } = Seconds(
        "gen_ai.client.operation.time_per_output_chunk",
        "How long a streaming call takes from one update to the next.",
        [0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5]);

    internal static Histogram<long> Tokens { get; } = Meter.CreateHistogram(
        "gen_ai.client.token.usage",
        "{token}",
        "How many tokens a call reads and writes.",
        tags: null,
        new InstrumentAdvice<long>
        {
            HistogramBucketBoundaries = [.. Enumerable.Range(0, 14).Select(power => 1L << (2 * power))],
        });

    private static Histogram<double> Seconds(string name, string description, double[] buckets) =>
        Meter.CreateHistogram(
            name, "s", description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = buckets });
}
