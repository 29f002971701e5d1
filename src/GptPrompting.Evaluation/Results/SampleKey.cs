namespace GptPrompting.Evaluation.Results;

/// <summary>What tells a result from all others of its run, and finds the same in another run.</summary>
internal readonly record struct SampleKey(string Task, string Sample, int Shots, int Seed, string Variant)
{
    public static SampleKey Of(SampleResult result) =>
        new(result.Task, result.Sample, result.Shots, result.Seed, result.Variant);

    /// <summary>The key with names that many keys have in common.</summary>
    public static SampleKey Of(SampleResult result, SharedTexts shared) => new(
        shared.Of(result.Task), shared.Of(result.Sample), result.Shots, result.Seed, shared.Of(result.Variant));
}
