using GptPrompting.Demonstrations;
using GptPrompting.Generation;

namespace GptPrompting.Evaluation.Tasks;

/// <summary>
/// What is to be measured: samples, a prompt, the kind of request, metrics, and how many demonstrations.
/// </summary>
public sealed record EvaluationTask
{
    /// <summary>The task's name, as reports show it.</summary>
    public required string Name { get; init; }

    /// <summary>What it measures, for people; empty is fine.</summary>
    public string Description { get; init; } = "";

    /// <summary>The version of the task's definition, which reports show; raised where results change.</summary>
    public int Version { get; init; } = 1;

    /// <summary>
    /// The group that the task belongs to, as <c>mmlu</c> has its subjects; null for none. Parity files have the means
    /// over the tasks of a group that are measured in one run.
    /// </summary>
    public string? TaskGroup { get; init; }

    /// <summary>What is asked of the model.</summary>
    public required RequestKind Request { get; init; }

    /// <summary>How samples become prompts.</summary>
    public required ITaskPrompt Prompt { get; init; }

    /// <summary>What is measured, in the order of the data, before <see cref="Limit"/>.</summary>
    public required IReadOnlyList<Sample> Samples { get; init; }

    /// <summary>
    /// What demonstrations are drawn from; null takes <see cref="Samples"/>, and a sample is never its own
    /// demonstration.
    /// </summary>
    public IReadOnlyList<Sample>? Pool { get; init; }

    /// <summary>Samples on which demonstrations may be chosen by loss; null where there are none.</summary>
    public IReadOnlyList<Sample>? Development { get; init; }

    /// <summary>The metrics by their lm-evaluation-harness names, such as <c>acc</c>.</summary>
    public required IReadOnlyList<string> Metrics { get; init; }

    /// <summary>The numbers of demonstrations to measure; 0 by default.</summary>
    public IReadOnlyList<int> Shots { get; init; } = [0];

    /// <summary>How demonstrations are chosen and ordered; count and seed come from the run.</summary>
    public DemonstrationSelection Selection { get; init; } = new() { Method = DemonstrationMethod.Random };

    /// <summary>
    /// Whether every sample gets a draw of its own where demonstrations are drawn at random; by default all share one
    /// draw for a seed, so that the start of their prompts is the same and is computed once.
    /// </summary>
    public bool DrawsPerSample { get; init; }

    /// <summary>
    /// Whether parity mode draws one demonstration more than it shows though <see cref="Pool"/> is not what is
    /// measured: lm-evaluation-harness does so in tasks that name neither a few-shot nor a test split. Without a pool
    /// it always does.
    /// </summary>
    public bool DrawsSpare { get; init; }

    /// <summary>The seeds that demonstrations are drawn with, each a run of its own.</summary>
    public IReadOnlyList<int> Seeds { get; init; } = [1234];

    /// <summary>How many samples are measured; null for all.</summary>
    public SampleLimit? Limit { get; init; }

    /// <summary>
    /// What is to follow the target for <c>acc</c> and <c>exact_match</c> of a log-likelihood task, such as a line end:
    /// greedy decoding has to end there too. It is in no loss. Empty, the default, asks for nothing.
    /// </summary>
    public string AnswerEnd { get; init; } = "";

    /// <summary>How a generating task generates; null for the other kinds.</summary>
    public GenerationOptions? Generation { get; init; }

    /// <summary>How the answer is found in a generated text, by the filter's name; empty takes the text.</summary>
    public IReadOnlyList<AnswerFilter> Filters { get; init; } = [];

    /// <summary>
    /// How two texts are compared by <c>exact_match</c>: which differences do not count.
    /// </summary>
    public AnswerComparison Comparison { get; init; } = new();

    /// <summary>
    /// The content-free inputs of contextual calibration, by default those of Zhao et al. 2021 (section 4); none
    /// measures none.
    /// </summary>
    public IReadOnlyList<string> ContentFreeInputs { get; init; } = ["N/A", "", "[MASK]"];

    /// <summary>
    /// A digest of everything in files that decides the results: the task file, data, and prompts.
    /// </summary>
    public required string Identity { get; init; }
}
