using GptPrompting.Benchmarks.Systems;
using GptPrompting.Benchmarks.TestModels;

namespace GptPrompting.Benchmarks.Measuring;

/// <summary>What the systems read: random words from a fixed seed, one token each.</summary>
internal static class Prompts
{
    private const int PrefixLength = 700;
    private const int ItemLength = 30;
    private const int ItemSpread = 6;

    /// <returns>As many token ids; others for every seed.</returns>
    public static int[] OfLength(int length, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, length).Select(_ => TestTokenizer.WordId(random.Next(TestTokenizer.Words)))];
    }

    /// <summary>A few-shot prompt that all samples share, samples of about 30 tokens, labels of one and two.</summary>
    public static ScoringWork Scoring(int samples) => new(
        OfLength(PrefixLength, seed: 1),
        [.. Enumerable.Range(0, samples).Select(i =>
            OfLength(ItemLength - (ItemSpread / 2) + (i % (ItemSpread + 1)), seed: 100 + i))],
        [OfLength(1, seed: 2), OfLength(2, seed: 3)]);
}
