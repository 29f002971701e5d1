namespace GptPrompting.Tokenization;

// The other flags are compared with the oracle in HandMadeTokenizerTests; it does not look at single_word. What that
// means is Rust's: no word character may stand directly before or after the token.
public sealed class AddedTokenTests
{
    private const int Token = 256;

    [Theory]
    [InlineData("yes", true)]
    [InlineData("(yes)", true)]
    [InlineData("a yes!", true)]
    [InlineData("yes\uD83D\uDE00", true)]
    [InlineData("eyes", false)]
    [InlineData("yes1", false)]
    [InlineData("yes_", false)]
    [InlineData("éyes", false)]
    [InlineData("yes\uD835\uDD38", false)]
    [InlineData("yesyes", false)]
    public void Encode_SingleWord_CountsOnlyByItself(string text, bool isFound)
    {
        HuggingFaceTokenizer tokenizer = TokenizerJson.Of().WithToken("yes", Token, "single_word").Load();

        Assert.Equal(isFound, tokenizer.EncodeToIds(text).Contains(Token));
        Assert.Equal(text, tokenizer.Decode(tokenizer.EncodeToIds(text)));
    }

    [Fact]
    public void Encode_SingleWordThatStrips_TakesTheSpaceAroundIt()
    {
        HuggingFaceTokenizer tokenizer = TokenizerJson.Of()
            .WithToken("yes", Token, "single_word", "lstrip", "rstrip").Load();

        Assert.Equal(['a', Token, 'b'], tokenizer.EncodeToIds("a  yes \n b"));
    }

    [Fact]
    public void EncodeToTokens_TokenThatStripsAfterOneThatEndsInSpace_LeavesThatSpaceToIt()
    {
        HuggingFaceTokenizer tokenizer = TokenizerJson.Of().WithToken("a ", 256).WithToken("b", 98, "lstrip").Load();

        var tokens = tokenizer.EncodeToTokens("a  b", out _);

        Assert.Equal([0..2, 2..4], tokens.Select(token => token.Offset));
    }

    [Fact]
    public void IsSpecial_AddedTokens_FollowsTheirFlag()
    {
        HuggingFaceTokenizer tokenizer = TokenizerJson.Of()
            .WithToken("<s>", 256, "special").WithToken("<t>", 257).Load();

        Assert.Equal([false, true, false], new[] { 65, 256, 257 }.Select(tokenizer.IsSpecial));
        Assert.Equal("a<t>", tokenizer.Decode(['a', 256, 257], skipSpecialTokens: true));
        Assert.Equal("a<s><t>", tokenizer.Decode(['a', 256, 257]));
    }
}
