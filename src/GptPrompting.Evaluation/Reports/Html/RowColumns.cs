namespace GptPrompting.Evaluation.Reports.Html;

/// <summary>What a page knows of every result; item i of each column is result i.</summary>
/// <param name="count">How many results there will be.</param>
internal sealed class RowColumns(int count)
{
    public List<int> Task { get; } = new(count);

    public List<string> Id { get; } = new(count);

    /// <summary>-1 for none, as in <see cref="Failure"/>.</summary>
    public List<int> Group { get; } = new(count);

    public List<int> Shots { get; } = new(count);

    public List<int> Seed { get; } = new(count);

    public List<int> Variant { get; } = new(count);

    public List<int> Failure { get; } = new(count);

    public List<int[]> Warnings { get; } = new(count);

    public List<double?> Loss { get; } = new(count);

    /// <summary>A column for each metric.</summary>
    public IReadOnlyList<List<double?>> Metrics { get; init; } = [];

    public List<int?> Gold { get; } = new(count);

    public List<int?> Predicted { get; } = new(count);

    /// <summary>The beginning of the target.</summary>
    public List<string> Target { get; } = new(count);

    /// <summary>The beginning of what the model wrote or chose.</summary>
    public List<string?> Output { get; } = new(count);

    public List<int> PromptTokens { get; } = new(count);

    public List<int> OutputTokens { get; } = new(count);
}
