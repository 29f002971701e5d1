using GptPrompting.Generation;

namespace GptPrompting.Tests.Generation;

public class TokenRulesTests
{
    private const float Banned = float.NegativeInfinity;

    private static readonly float[] Logits = [2f, -1f, 0.5f, 4f];

    [Fact]
    public void Apply_NothingSet_GivesTheRowItself() =>
        Assert.Equal(Logits, Apply(new GenerationOptions(), [0, 1], promptLength: 1));

    [Fact]
    public void Apply_NeutralValues_ChangeNothing()
    {
        var neutral = new GenerationOptions
        {
            RepetitionPenalty = 1, FrequencyPenalty = 0, PresencePenalty = 0, NoRepeatNgramSize = 9,
            MinOutputTokens = 1,
            LogitBias = new Dictionary<int, double> { [1] = 0 },
        };

        Assert.Equal(Logits, Apply(neutral, [0, 1, 0, 1], promptLength: 2));
    }

    [Fact]
    public void Apply_LogitBias_IsAddedAndMinus100Bans()
    {
        var options = new GenerationOptions
        {
            LogitBias = new Dictionary<int, double> { [0] = -100, [1] = 1.5, [3] = 100 },
        };

        Assert.Equal([Banned, 0.5f, 0.5f, 104f], Apply(options, [0], promptLength: 1));
    }

    [Fact]
    public void Apply_RepetitionPenalty_CountsEachTokenOfPromptAndOutputOnce()
    {
        var options = new GenerationOptions { RepetitionPenalty = 2 };

        // 0 is in the prompt, 1 in both, 3 not at all.
        Assert.Equal([1f, -2f, 0.25f, 4f], Apply(options, [0, 1, 1, 2], promptLength: 2));
    }

    [Fact]
    public void Apply_FrequencyPenalty_CountsEachTimeInTheOutputOnly()
    {
        var options = new GenerationOptions { FrequencyPenalty = 0.5 };

        Assert.Equal([2f, -2f, 0f, 4f], Apply(options, [0, 0, 1, 2, 1], promptLength: 2));
    }

    [Fact]
    public void Apply_PresencePenalty_CountsOnceInTheOutputOnly()
    {
        var options = new GenerationOptions { PresencePenalty = 0.5 };

        Assert.Equal([2f, -1.5f, 0f, 4f], Apply(options, [0, 0, 1, 2, 1], promptLength: 2));
    }

    [Fact]
    public void Apply_PenaltiesTogether_RepetitionComesFirst()
    {
        var options = new GenerationOptions
        {
            RepetitionPenalty = 2, FrequencyPenalty = 0.25, PresencePenalty = 1,
            LogitBias = new Dictionary<int, double> { [0] = 4 },
        };

        // (2 + 4) / 2 - 2 * 0.25 - 1; the prompt's -1 is only doubled.
        Assert.Equal([1.5f, -2f, 0.5f, 4f], Apply(options, [1, 0, 0], promptLength: 1));
    }

    [Theory]
    [InlineData(2, new[] { 0, 1, 2, 0 }, new[] { 1 })]
    [InlineData(2, new[] { 0, 1, 0, 2, 0 }, new[] { 1, 2 })]
    [InlineData(3, new[] { 3, 0, 1, 3, 0 }, new[] { 1 })]
    [InlineData(3, new[] { 3, 0, 1, 2, 0 }, new int[0])]
    [InlineData(1, new[] { 2, 0 }, new[] { 0, 2 })]
    [InlineData(2, new[] { 1 }, new int[0])]
    [InlineData(3, new[] { 1 }, new int[0])]
    [InlineData(2, new[] { 3, 3 }, new[] { 3 })]
    public void Apply_NoRepeatNgramSize_BansWhatWouldRepeatOne(int size, int[] tokens, int[] banned)
    {
        float[] row = Apply(new GenerationOptions { NoRepeatNgramSize = size }, tokens, promptLength: 1);

        Assert.Equal(banned, row.Index().Where(each => each.Item == Banned).Select(each => each.Index));
    }

    [Fact]
    public void Apply_MinOutputTokens_BansTheEndsUntilThen()
    {
        var options = new GenerationOptions { MinOutputTokens = 2 };

        Assert.Equal([2f, -1f, 0.5f, Banned], Apply(options, [0, 1], promptLength: 1, ends: 3));
        Assert.Equal(Logits, Apply(options, [0, 1, 2], promptLength: 1, ends: 3));
    }

    [Fact]
    public void Apply_NeverChosen_StaysBannedWhateverTheBias()
    {
        var rules = new TokenRules(
            new GenerationOptions { LogitBias = new Dictionary<int, double> { [3] = 100 } }, [3], [], new Scratch());

        Assert.Equal([2f, -1f, 0.5f, Banned], rules.Apply(Logits, [0], promptLength: 1).ToArray());
        Assert.Equal([2f, -1f, 0.5f, 4f], Logits);
    }

    [Fact]
    public void Apply_NothingIsLeft_SaysThatTheOptionsBanAll()
    {
        var options = new GenerationOptions { NoRepeatNgramSize = 1 };

        var e = Assert.Throws<InvalidOperationException>(() => Apply(options, [0, 1, 2, 3], promptLength: 1));

        Assert.Contains("The options ban every token", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_LogitIsNaN_NamesTheToken()
    {
        var rules = new TokenRules(new GenerationOptions { NoRepeatNgramSize = 1 }, [], [], new Scratch());

        var e = Assert.Throws<InvalidOperationException>(() => rules.Apply([1f, float.NaN], [0], 1).ToArray());

        Assert.Contains("NaN as the logit of token 1", e.Message, StringComparison.Ordinal);
    }

    private static float[] Apply(GenerationOptions options, int[] tokens, int promptLength, params int[] ends)
    {
        var rules = new TokenRules(options, neverChosen: [], ends, new Scratch());
        rules.Apply(Logits, tokens, promptLength);

        // The second time shows whether the first one left anything behind.
        return rules.Apply(Logits, tokens, promptLength).ToArray();
    }
}
