namespace GptPrompting.Tokenization;

// Expected by the definitions of huggingface/tokenizers' decoders, worked by hand.
public sealed class TokenStageTests
{
    public static TheoryData<string, string[], string[]> Cases => new()
    {
        { "replace", ["▁a", "▁▁b"], [" a", "  b", ""] },
        { "bytes", ["a", "<0xE2>", "<0x82>", "<0xAC>", "b"], ["a", "", "", "", "€b", ""] },
        { "bytes", ["<0xE2>", "<0x82>"], ["", "", "\uFFFD\uFFFD"] },
        { "bytes", ["<0x41>", "<0xFF>", "<0xZZ>"], ["", "", "\uFFFD\uFFFD<0xZZ>", ""] },
        { "strip", ["  a ", " b"], [" a ", " b", ""] },
        { "strip", ["", " ", " ", "a"], ["", "", " ", "a", ""] },
        { "strip both", ["x", " ", " ", "y ", " "], ["x", "", " ", " y", " ", ""] },
        { "strip each", [" a ", " b"], ["a", "b", ""] },
        { "metaspace", ["▁▁a", "▁b▁"], ["a", " b ", ""] },
        { "metaspace never", ["▁a"], [" a", ""] },
        { "suffix", ["a</w>", "b", "c</w>"], ["a", " b", "c", ""] },
        { "words", ["a", "##b", "c", "!", "##'s"], ["a", "b", " c", "!", "'s", ""] },
        { "words as they are", ["a", "."], ["a", " .", ""] },
        { "spaced", ["a", "b"], ["a", " b", ""] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Append_TokenByToken_GivesWhatIsCertain(string kind, string[] tokens, string[] expected)
    {
        var stages = new TokenStages([Create(kind)]);

        for (int round = 0; round < 2; round++)
        {
            string[] updates = [.. tokens.Select(stages.Append), stages.Flush()];
            Assert.Equal(expected, updates);
        }
    }

    [Fact]
    public void Append_StagesInARow_HandOnWhatIsHeldBack()
    {
        var stages = new TokenStages([new ByteFallbackStage(), new MetaspaceStage('▁', PrependScheme.First)]);

        Assert.Equal("", stages.Append("<0x61>"));
        Assert.True(stages.IsHolding);
        Assert.Equal("a b", stages.Append("▁b"));
        Assert.Equal("", stages.Append("<0x63>"));
        Assert.Equal("c", stages.Flush());
    }

    private static ITokenStage Create(string kind) => kind switch
    {
        "replace" => new ReplaceStage(token => token.Replace('▁', ' ')),
        "bytes" => new ByteFallbackStage(),
        "strip" => new StripStage(' ', 1, 0, isFused: true),
        "strip both" => new StripStage(' ', 1, 1, isFused: true),
        "strip each" => new StripStage(' ', 1, 1, isFused: false),
        "metaspace" => new MetaspaceStage('▁', PrependScheme.Always),
        "metaspace never" => new MetaspaceStage('▁', PrependScheme.Never),
        "suffix" => new WordSuffixStage("</w>"),
        "words" => new WordPieceStage("##", cleansUp: true),
        "words as they are" => new WordPieceStage("##", cleansUp: false),
        _ => new SpacedStage(),
    };
}
