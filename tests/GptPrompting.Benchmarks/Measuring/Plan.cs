namespace GptPrompting.Benchmarks.Measuring;

/// <summary>How much is measured: the whole table, or a first look at it.</summary>
internal sealed record Plan
{
    public required int Threads { get; init; }

    /// <summary>How often the systems are opened for generating: one after another, then the other way round.</summary>
    public required int Openings { get; init; }

    /// <summary>Rounds of generating in each opening, after a warm-up that is not counted.</summary>
    public required Rounds Rounds { get; init; }

    /// <summary>Whether systems that keep prompts read as many before as they can keep.</summary>
    public required bool FillsCaches { get; init; }

    /// <summary>Tokens after the first one, in a round.</summary>
    public required int DecodedTokens { get; init; }

    /// <summary>Fresh processes of each system, after one that is not counted.</summary>
    public required Rounds StartUps { get; init; }

    public required Rounds ScoringRounds { get; init; }

    /// <summary>Samples that are scored.</summary>
    public required int ScoredSamples { get; init; }

    /// <summary>Samples that are scored from scratch, in batches of 8 rows with two labels each.</summary>
    public required int SamplesFromScratch { get; init; }

    public static Plan Whole { get; } = new()
    {
        Threads = 1,
        Openings = 2,
        Rounds = new Rounds(4, TimeSpan.FromMinutes(3.5)),
        FillsCaches = true,
        DecodedTokens = 32,
        StartUps = new Rounds(5, TimeSpan.FromMinutes(2)),
        ScoringRounds = new Rounds(3, TimeSpan.FromMinutes(5)),
        ScoredSamples = 200,
        SamplesFromScratch = 8,
    };

    public static Plan Short { get; } = Whole with
    {
        Openings = 1,
        Rounds = new Rounds(2, TimeSpan.FromMinutes(1)),
        FillsCaches = false,
        DecodedTokens = 12,
        StartUps = new Rounds(1, TimeSpan.Zero),
        ScoringRounds = new Rounds(1, TimeSpan.Zero),
        ScoredSamples = 40,
        SamplesFromScratch = 4,
    };
}
