using GptPrompting.Evaluation.Results;

namespace GptPrompting.Evaluation.Reports.Html;

/// <summary>What tells a result from all others of its run.</summary>
internal readonly record struct SampleKey(string Task, string Sample, int Shots, int Seed, string Variant)
{
    public static SampleKey Of(SampleResult result) =>
        new(result.Task, result.Sample, result.Shots, result.Seed, result.Variant);

    public static SampleKey Of(SampleTiming timing) =>
        new(timing.Task, timing.Sample, timing.Shots, timing.Seed, timing.Variant);
}
