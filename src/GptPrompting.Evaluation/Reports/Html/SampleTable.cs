namespace GptPrompting.Evaluation.Reports.Html;

/// <summary>The samples of a page by columns, which pack far better than objects. Its JSON is the page's own.</summary>
internal sealed record SampleTable
{
    public required IReadOnlyList<string> Tasks { get; init; }

    public required IReadOnlyList<string> Groups { get; init; }

    public required IReadOnlyList<string> Variants { get; init; }

    public required IReadOnlyList<string> Failures { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    public required IReadOnlyList<string> Metrics { get; init; }

    /// <summary>The seed of the sample of results that have details beside the worst.</summary>
    public required int Seed { get; init; }

    public required RowColumns Rows { get; init; }

    public required DetailColumns Details { get; init; }

    /// <summary>The texts of tokens, choices and demonstrations, each once.</summary>
    public required IReadOnlyList<string> Texts { get; init; }
}
