using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Results;
using GptPrompting.Prompts;

namespace GptPrompting.Evaluation.Runs;

/// <summary>What a run gave: the report, every result that it averages, and how long each took.</summary>
public sealed record EvaluationRun
{
    /// <summary>The averages.</summary>
    public required EvaluationReport Report { get; init; }

    /// <summary>
    /// Every result in order. Those of a run with a folder are read from its <c>samples.jsonl</c> whenever they are
    /// asked for, and are other objects each time; that throws <see cref="PromptFormatException"/> where the file is
    /// gone or changed.
    /// </summary>
    public required IReadOnlyList<SampleResult> Results { get; init; }

    /// <summary>
    /// Seconds that each of <see cref="Results"/> took; those that were computed in one pass share its time. They
    /// differ from run to run, so they are in no report but <c>report.html</c>.
    /// </summary>
    public required IReadOnlyList<double> Seconds { get; init; }

    /// <summary>
    /// The energy that the machine's processors took meanwhile; null where the machine does not tell, and for a run
    /// that was taken up again.
    /// </summary>
    public double? Joules { get; init; }
}
