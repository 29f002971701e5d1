namespace GptPrompting.Benchmarks.Systems;

/// <summary>One line that a served system reads.</summary>
/// <param name="Do">A word of <see cref="Verb"/>.</param>
internal sealed record Request(string Do)
{
    /// <summary>To continue; several for a batch.</summary>
    public int[][] Prompts { get; init; } = [];

    /// <summary>Tokens to generate.</summary>
    public int Count { get; init; }

    public ScoringWork? Work { get; init; }
}

/// <summary>What a served system can be asked to do. It loads its model when it starts, and says so unasked.</summary>
internal static class Verb
{
    public const string Generate = "generate";
    public const string GenerateBatch = "generate-batch";
    public const string Score = "score";
    public const string Exit = "exit";
}
