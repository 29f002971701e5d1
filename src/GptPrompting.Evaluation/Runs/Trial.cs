using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Evaluation.Runs;

/// <summary>One prompt to be measured: a sample behind a choice of demonstrations.</summary>
/// <param name="Plan">What it is part of.</param>
/// <param name="Sample">The sample.</param>
/// <param name="Shots">How many demonstrations the plain prompt shows.</param>
/// <param name="Seed">The seed that they were drawn with.</param>
/// <param name="Demonstrations">What this prompt shows, in this order.</param>
/// <param name="Variant">As <c>SampleResult.Variant</c>.</param>
internal sealed record Trial(
    TrialPlan Plan, Sample Sample, int Shots, int Seed, IReadOnlyList<Sample> Demonstrations, string Variant)
{
    public EvaluationTask Task => Plan.Task;

    public bool IsPlain => Variant.Length == 0;
}
