using GptPrompting.Scoring;

namespace GptPrompting.Evaluation.Results;

/// <summary>
/// What one sample gave behind one choice of demonstrations: log-likelihoods, losses, metrics, or the reason why there
/// are none. One line of a run's <c>samples.jsonl</c>.
/// </summary>
public sealed record SampleResult
{
    /// <summary>The task's name.</summary>
    public required string Task { get; init; }

    /// <summary>The sample's id.</summary>
    public required string Sample { get; init; }

    /// <summary>The sample's place in its data, from 0 on.</summary>
    public required int Index { get; init; }

    /// <summary>The part of the data that it belongs to; null for none.</summary>
    public string? Group { get; init; }

    /// <summary>What it shares with other samples, for standard errors; null for nothing.</summary>
    public string? Cluster { get; init; }

    /// <summary>How many demonstrations the prompt showed.</summary>
    public required int Shots { get; init; }

    /// <summary>The seed that they were drawn with.</summary>
    public required int Seed { get; init; }

    /// <summary>
    /// What was changed for an analysis: empty for the plain prompt, <c>without:I</c> for the prompt that lacks
    /// demonstration I, <c>order:2,0,1</c> for one that shows them in that order (places in the plain prompt, from 0).
    /// </summary>
    public string Variant { get; init; } = "";

    /// <summary>Why there are no numbers; null where there are.</summary>
    public string? Failure { get; init; }

    /// <summary>The ids of the demonstrations, in the order shown.</summary>
    public IReadOnlyList<string> Shown { get; init; } = [];

    /// <summary>The right answer; empty in a rolling task.</summary>
    public string Target { get; init; } = "";

    /// <summary>Index of the right one of <see cref="Choices"/>; null where there are none.</summary>
    public int? Gold { get; init; }

    /// <summary>The answers to choose from, each with its score.</summary>
    public IReadOnlyList<ChoiceResult> Choices { get; init; } = [];

    /// <summary>Index of the choice with the highest log-likelihood, the first of equal ones; null for none.</summary>
    public int? Predicted { get; init; }

    /// <summary>
    /// The tokens of the target (of the right choice, of the document) with their log-probabilities; empty for a
    /// generated text.
    /// </summary>
    public IReadOnlyList<TokenScore> Tokens { get; init; } = [];

    /// <summary>Mean negative log-probability of <see cref="Tokens"/>, in nats per token; null where none.</summary>
    public double? Loss { get; init; }

    /// <summary>Sum of the log-probabilities of <see cref="Tokens"/>, in nats; null where none.</summary>
    public double? LogLikelihood { get; init; }

    /// <summary>
    /// Whether greedy decoding would have given exactly the target (the right choice), and what is to end it; null
    /// where nobody says.
    /// </summary>
    public bool? IsGreedy { get; init; }

    /// <summary>
    /// The demonstrations' own losses in the order shown, from the same pass; empty where not measured.
    /// </summary>
    public IReadOnlyList<DemonstrationLoss> Demonstrations { get; init; } = [];

    /// <summary>The generated text; null for the other kinds of request.</summary>
    public string? Output { get; init; }

    /// <summary>The answers found in <see cref="Output"/>, by the filter's name.</summary>
    public IReadOnlyDictionary<string, string> Answers { get; init; } = new Dictionary<string, string>();

    /// <summary>This sample's part of each metric, by name: 1 or 0 for a hit, a log-likelihood, a loss.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>
    /// What a reader should know: <c>merged_boundary</c>, <c>truncated</c>, <c>ambiguous_labels</c>, and the like.
    /// </summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Length of the input, in UTF-16 characters.</summary>
    public int InputCharacters { get; init; }

    /// <summary>Tokens of the whole prompt, demonstrations included, before any was cut off.</summary>
    public int PromptTokens { get; init; }

    /// <summary>Length of the target or of the generated text, in UTF-16 characters.</summary>
    public int OutputCharacters { get; init; }

    /// <summary>Tokens of the target or of the generated text.</summary>
    public int OutputTokens { get; init; }

    /// <summary>
    /// SHA-256 of the record, as lm-evaluation-harness computes it (<c>doc_hash</c>); lower-case hex.
    /// </summary>
    public string DocumentHash { get; init; } = "";

    /// <summary>SHA-256 of the prompt in UTF-8; lower-case hex.</summary>
    public string PromptHash { get; init; } = "";

    /// <summary>SHA-256 of the target in UTF-8; lower-case hex.</summary>
    public string TargetHash { get; init; } = "";
}
