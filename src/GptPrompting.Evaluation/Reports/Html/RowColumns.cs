namespace GptPrompting.Evaluation.Reports.Html;

/// <summary>What a page knows of every result; item i of each column is result i.</summary>
internal sealed class RowColumns
{
    public List<int> Task { get; } = [];

    public List<string> Id { get; } = [];

    /// <summary>-1 for none, as in <see cref="Failure"/>.</summary>
    public List<int> Group { get; } = [];

    public List<int> Shots { get; } = [];

    public List<int> Seed { get; } = [];

    public List<int> Variant { get; } = [];

    public List<int> Failure { get; } = [];

    public List<int[]> Warnings { get; } = [];

    public List<double?> Loss { get; } = [];

    /// <summary>A column for each metric.</summary>
    public IReadOnlyList<List<double?>> Metrics { get; init; } = [];

    public List<int?> Gold { get; } = [];

    public List<int?> Predicted { get; } = [];

    /// <summary>The beginning of the target.</summary>
    public List<string> Target { get; } = [];

    /// <summary>The beginning of what the model wrote or chose.</summary>
    public List<string?> Output { get; } = [];

    public List<int> PromptTokens { get; } = [];

    public List<int> OutputTokens { get; } = [];
}
