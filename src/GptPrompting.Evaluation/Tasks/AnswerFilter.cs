namespace GptPrompting.Evaluation.Tasks;

/// <summary>How an answer is found in a generated text, as lm-evaluation-harness's <c>regex</c> filter does.</summary>
public sealed record AnswerFilter
{
    /// <summary>The filter's name, which stands behind the metric's, as in <c>exact_match,strict-match</c>.</summary>
    public required string Name { get; init; }

    /// <summary>A .NET regular expression; its first group that matched is the answer, else the whole match.</summary>
    public required string Pattern { get; init; }

    /// <summary>Which match counts: 0 the first, -1 the last.</summary>
    public int Select { get; init; }

    /// <summary>What stands for an answer where nothing matches.</summary>
    public string Fallback { get; init; } = "[invalid]";
}
