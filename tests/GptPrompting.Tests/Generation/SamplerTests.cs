using GptPrompting.Generation;

namespace GptPrompting.Tests.Generation;

public class SamplerTests
{
    // Probabilities 0.5, 0.25, 0.15, 0.1 at temperature 1.
    private static readonly float[] FourTokens = [MathF.Log(0.5f), MathF.Log(0.25f), MathF.Log(0.15f), MathF.Log(0.1f)];

    [Fact]
    public void Next_Greedy_TakesTheLargestLogit() =>
        Assert.Equal(2, Next(new GenerationOptions(), [1f, -3f, 4f, 2f]));

    [Fact]
    public void Next_GreedyTie_TakesTheLowestId() => Assert.Equal(1, Next(new GenerationOptions(), [1f, 4f, 4f]));

    [Fact]
    public void Next_TopPZero_IsGreedy() =>
        Assert.Equal([1], Support(new GenerationOptions { Temperature = 5, TopP = 0 }, [1f, 2f, 0f]));

    [Fact]
    public void Next_TemperatureOne_DrawsWithTheModelsProbabilities()
    {
        double[] shares = Shares(new GenerationOptions { Temperature = 1 }, FourTokens);

        Assert.Equal(0.5, shares[0], 0.02);
        Assert.Equal(0.25, shares[1], 0.02);
        Assert.Equal(0.15, shares[2], 0.02);
        Assert.Equal(0.1, shares[3], 0.02);
    }

    [Fact]
    public void Next_TemperatureHalf_SquaresTheProbabilities()
    {
        // 0.25, 0.0625, 0.0225, 0.01 of 0.345.
        double[] shares = Shares(new GenerationOptions { Temperature = 0.5 }, FourTokens);

        Assert.Equal(0.7246, shares[0], 0.02);
        Assert.Equal(0.1812, shares[1], 0.02);
    }

    [Fact]
    public void Next_TopK_DrawsAmongTheMostProbable() =>
        Assert.Equal([0, 1], Support(new GenerationOptions { Temperature = 1, TopK = 2 }, FourTokens));

    [Fact]
    public void Next_TopKAboveTheVocabulary_LimitsNothing() =>
        Assert.Equal([0, 1, 2, 3], Support(new GenerationOptions { Temperature = 1, TopK = 99 }, FourTokens));

    [Fact]
    public void Next_TopP_DrawsAmongTheFewestThatReachIt()
    {
        // 0.5 + 0.25 = 0.75 is short of 0.8; with 0.15 it is 0.9.
        Assert.Equal([0, 1, 2], Support(new GenerationOptions { Temperature = 1, TopP = 0.8 }, FourTokens));
        Assert.Equal([0, 1], Support(new GenerationOptions { Temperature = 1, TopP = 0.7 }, FourTokens));
        Assert.Equal([0], Support(new GenerationOptions { Temperature = 1, TopP = 0.4 }, FourTokens));
    }

    [Fact]
    public void Next_TopPIsReachedExactly_TakesNoFurtherToken()
    {
        Assert.Equal([0], Support(new GenerationOptions { Temperature = 1, TopP = 0.5 }, [0f, 0f]));
        Assert.Equal([0, 1], Support(new GenerationOptions { Temperature = 1, TopP = 0.5 }, [0f, 0f, 0f, 0f]));
    }

    [Fact]
    public void Next_TopPAfterTopK_CountsTheRemainingProbability()
    {
        // Among the first three, 0.5 / 0.9 = 0.56 and 0.25 / 0.9 = 0.28 reach 0.8 together.
        Assert.Equal([0, 1], Support(new GenerationOptions { Temperature = 1, TopK = 3, TopP = 0.8 }, FourTokens));
    }

    [Fact]
    public void Next_MinP_DropsWhatIsLessProbableThanTheFraction()
    {
        // 0.25 / 0.5 = 0.5 stays, 0.15 / 0.5 = 0.3 does not.
        Assert.Equal([0, 1], Support(new GenerationOptions { Temperature = 1, MinP = 0.4 }, FourTokens));
    }

    [Fact]
    public void Next_SameSeed_DrawsTheSame()
    {
        var options = new GenerationOptions { Temperature = 1 };

        Assert.Equal(Draws(options, FourTokens, 50, seed: 7), Draws(options, FourTokens, 50, seed: 7));
        Assert.NotEqual(Draws(options, FourTokens, 50, seed: 7), Draws(options, FourTokens, 50, seed: 8));
    }

    [Fact]
    public void Next_TinyTemperature_DoesNotOverflow() =>
        Assert.Equal([1], Support(new GenerationOptions { Temperature = 1e-9 }, [10f, 300f, 299f]));

    [Fact]
    public void Next_LogitIsNaN_Throws()
    {
        var e = Assert.Throws<InvalidOperationException>(() => Next(new GenerationOptions(), [1f, float.NaN]));

        Assert.Contains("token 1", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Next_MaskedLogits_AreNeverDrawn() =>
        Assert.Equal([1], Support(new GenerationOptions { Temperature = 1 }, [float.NegativeInfinity, 0f]));

    [Fact]
    public void Next_Typical_LeavesTheMostProbableTokenOutWhereItIsNoSurprise()
    {
        // Entropy 1.2084; surprises 0.6931, 1.3863, 1.8971, 2.3026 lie 0.515, 0.178, 0.689, 1.094 from it: the order is
        // 1 (0.25), 0 (0.75 together), 2 (0.9), 3.
        Assert.Equal([1], Support(new GenerationOptions { Temperature = 1, TypicalP = 0.2 }, FourTokens));
        Assert.Equal([0, 1], Support(new GenerationOptions { Temperature = 1, TypicalP = 0.7 }, FourTokens));
        Assert.Equal([0, 1, 2], Support(new GenerationOptions { Temperature = 1, TypicalP = 0.8 }, FourTokens));
    }

    [Fact]
    public void Next_NoiseSwapsTwoNearlyEqualTokens_DrawsTheSame()
    {
        var options = new GenerationOptions { Temperature = 1, TopP = 0.99, TopK = 3 };

        int[] draws = Draws(options, [1f, 1.0000001f, 0f, -9f], 500, seed: 3);

        Assert.Equal(draws, Draws(options, [1.0000001f, 1f, 0f, -9f], 500, seed: 3));
    }

    [Fact]
    public void Next_NoiseInTheLogits_RarelyDrawsAnother()
    {
        var noise = new Random(1);
        float[] logits = [.. Enumerable.Range(0, 2000).Select(_ => 3 * noise.NextSingle())];
        float[] noisy = [.. logits.Select(logit => logit + (2e-3f * (noise.NextSingle() - 0.5f)))];
        var options = new GenerationOptions { Temperature = 1 };

        int[] draws = Draws(options, logits, 20_000, seed: 3);
        int[] others = Draws(options, noisy, 20_000, seed: 3);

        // Seen: 8; with a walk along summed weights, 446.
        Assert.InRange(draws.Zip(others).Count(pair => pair.First != pair.Second), 0, 20);
    }

    [Fact]
    public void Next_OneDrawAfterAnother_AreIndependent()
    {
        int[] draws = Draws(new GenerationOptions { Temperature = 1 }, new float[16], 100_001, seed: 1);

        AssertUniform([.. draws.Zip(draws.Skip(1), (first, second) => (16 * first) + second)], 256);
    }

    [Fact]
    public void Next_NeighbouringSeeds_AreIndependent()
    {
        var options = new GenerationOptions { Temperature = 1 };
        int[] firsts = [.. Enumerable.Range(0, 100_001).Select(seed => Draws(options, new float[16], 1, seed)[0])];

        AssertUniform([.. firsts.Zip(firsts.Skip(1), (first, second) => (16 * first) + second)], 256);
    }

    [Theory]
    [InlineData(0, 0, 0, 1)]
    [InlineData(4, 0, 0, 1)]
    [InlineData(0, 1, 0, 1)]
    [InlineData(0, 0, 1e-300, 1)]
    [InlineData(0, 0, 0, 0.9999999999999999)]
    public void Next_FilterThatFiltersNothing_ChangesNothing(int topK, int topP, double minP, double typicalP)
    {
        var plain = new GenerationOptions { Temperature = 0.7 };
        GenerationOptions options = plain with
        {
            TopK = topK == 0 ? null : topK, TopP = topP == 0 ? 1 : 0.9999999999999999, MinP = minP, TypicalP = typicalP,
        };

        Assert.Equal(Draws(plain, FourTokens, 500, seed: 5), Draws(options, FourTokens, 500, seed: 5));
    }

    // Pearson's chi-squared: of n cells it is n - 1 on average, with a standard deviation of sqrt(2n).
    private static void AssertUniform(int[] cells, int count)
    {
        double expected = cells.Length / (double)count;
        double squares = cells.CountBy(cell => cell).Sum(cell => Math.Pow(cell.Value - expected, 2)) / expected;
        Assert.InRange(squares, count - 1 - (4 * Math.Sqrt(2 * count)), count - 1 + (4 * Math.Sqrt(2 * count)));
    }

    private static int Next(GenerationOptions options, float[] logits) => Draws(options, logits, 1, seed: 1)[0];

    private static int[] Draws(GenerationOptions options, float[] logits, int count, int seed)
    {
        var sampler = new Sampler(options, new RandomStream(seed), new Scratch());
        return [.. Enumerable.Range(0, count).Select(_ => sampler.Next(logits))];
    }

    private static int[] Support(GenerationOptions options, float[] logits) =>
        [.. Draws(options, logits, 1000, seed: 1).Distinct().Order()];

    private static double[] Shares(GenerationOptions options, float[] logits)
    {
        int[] draws = Draws(options, logits, 20_000, seed: 1);
        return [.. logits.Select((_, id) => draws.Count(drawn => drawn == id) / 20_000.0)];
    }
}
