namespace GptPrompting.Benchmarks.Systems;

/// <summary>
/// One line that a served system writes, after <see cref="Mark"/>: libraries print to the same stream.
/// </summary>
internal sealed record Reply
{
    public const string Mark = "@reply ";

    /// <summary>Why the request failed; null where it did not.</summary>
    public string? Error { get; init; }

    /// <summary>How long loading, or scoring, took.</summary>
    public Duration? Whole { get; init; }

    public GeneratedTokens? Generated { get; init; }

    public double[]? Scores { get; init; }
}
