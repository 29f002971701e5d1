namespace GptPrompting.Benchmarks.Measuring;

/// <summary>How much is measured: the whole table, or a first look at it.</summary>
internal sealed record Plan
{
    public required int Threads { get; init; }

    /// <summary>Rounds of generating, after a warm-up that is not counted.</summary>
    public required int Rounds { get; init; }

    /// <summary>Tokens after the first one, in a round.</summary>
    public required int DecodedTokens { get; init; }

    /// <summary>Fresh processes of each system.</summary>
    public required int StartUps { get; init; }

    public required int ScoringRounds { get; init; }

    /// <summary>Samples that are scored.</summary>
    public required int ScoredSamples { get; init; }

    /// <summary>Samples that are scored from scratch, in batches of 8 rows with two labels each.</summary>
    public required int SamplesFromScratch { get; init; }

    public static Plan Whole { get; } = new()
    {
        Threads = 1,
        Rounds = 5,
        DecodedTokens = 32,
        StartUps = 5,
        ScoringRounds = 2,
        ScoredSamples = 200,
        SamplesFromScratch = 8,
    };

    public static Plan Short { get; } = Whole with
    {
        Rounds = 2,
        DecodedTokens = 12,
        StartUps = 1,
        ScoringRounds = 1,
        ScoredSamples = 40,
        SamplesFromScratch = 4,
    };
}
