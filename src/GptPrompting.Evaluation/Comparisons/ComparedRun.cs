using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Results;

namespace GptPrompting.Evaluation.Comparisons;

/// <summary>One of two runs that are compared.</summary>
/// <param name="Name">What the comparison calls it, such as its folder.</param>
/// <param name="Report">What it found.</param>
/// <param name="Results">
/// Its results, in any order; those of changed prompts are passed over. They may be read from a file at each
/// enumeration, as <see cref="SampleLines.Read"/> does: a comparison keeps numbers of them only.
/// </param>
public sealed record ComparedRun(string Name, EvaluationReport Report, IEnumerable<SampleResult> Results);
