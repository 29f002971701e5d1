using GptPrompting.Evaluation.Results;
using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Evaluation.Metrics;

/// <summary>What a metric sees of one sample.</summary>
/// <param name="Sample">What was asked.</param>
/// <param name="Result">What came of it.</param>
/// <param name="Answer">The answer in a generated text; empty for the other kinds of request.</param>
/// <param name="Comparer">How texts are compared.</param>
internal sealed record MetricInput(Sample Sample, SampleResult Result, string Answer, AnswerComparer Comparer)
{
    /// <summary>All answers that are right.</summary>
    public IEnumerable<string> Targets => Sample.Targets.Count > 0 ? Sample.Targets : [Sample.Target];
}
