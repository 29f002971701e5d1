using Microsoft.ML.Tokenizers;

namespace Packages.Tests.Tokenizers;

// What follows for a tokenizer from the two members that it has to override.
public sealed class TokenizerTests
{
    [Fact]
    public void EncodeToIds_OwnTokenizer_GivesTheIdsOfItsTokens()
    {
        var tokenizer = new LetterTokenizer();

        Assert.Equal([104, 105], tokenizer.EncodeToIds("hi"));
        Assert.Equal([104, 105], tokenizer.EncodeToIds("hi".AsSpan()));
        Assert.Equal(2, tokenizer.CountTokens("hi"));
    }

    [Fact]
    public void EncodeToTokens_OwnTokenizer_GivesTextAndPlace()
    {
        IReadOnlyList<EncodedToken> tokens = new LetterTokenizer().EncodeToTokens("hi", out string? normalizedText);

        Assert.Null(normalizedText);
        Assert.Equal((105, "i", 1..2), (tokens[1].Id, tokens[1].Value, tokens[1].Offset));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void EncodeToIds_Switches_ReachTheTokenizer(bool preTokenize, bool normalize)
    {
        var tokenizer = new LetterTokenizer();

        tokenizer.EncodeToIds("hi", preTokenize, normalize);

        Assert.Equal(preTokenize, tokenizer.LastSettings.ConsiderPreTokenization);
        Assert.Equal(normalize, tokenizer.LastSettings.ConsiderNormalization);
        Assert.Equal(int.MaxValue, tokenizer.LastSettings.MaxTokenCount);
        Assert.Equal("hi", tokenizer.LastSpan);
    }

    [Fact]
    public void Decode_LongText_GivesAllOfIt()
    {
        string text = new('x', 10_000);
        var tokenizer = new LetterTokenizer();

        Assert.Equal(text, tokenizer.Decode(tokenizer.EncodeToIds(text)));
        Assert.Throws<ArgumentNullException>(() => tokenizer.Decode(null!));
    }

    [Fact]
    public void GetIndexByTokenCount_OwnTokenizer_CountsFromEitherEnd()
    {
        var tokenizer = new LetterTokenizer();

        Assert.Equal(2, tokenizer.GetIndexByTokenCount("hello", 2, out _, out int fromStart));
        Assert.Equal(3, tokenizer.GetIndexByTokenCountFromEnd("hello", 2, out _, out int fromEnd));
        Assert.Equal((2, 2), (fromStart, fromEnd));
    }

    [Theory]
    [InlineData(9, 5, 0, 5)]
    [InlineData(0, 0, 5, 0)]
    public void GetIndexByTokenCount_MoreThanThereAreOrNone_GivesTheEnds(int limit, int end, int start, int expected)
    {
        var tokenizer = new LetterTokenizer();

        Assert.Equal(end, tokenizer.GetIndexByTokenCount("hello", limit, out _, out int fromStart));
        Assert.Equal(start, tokenizer.GetIndexByTokenCountFromEnd("hello", limit, out _, out int fromEnd));
        Assert.Equal((expected, expected), (fromStart, fromEnd));
    }

    [Fact]
    public void EncodedToken_SameIdTextAndPlace_IsEqual()
    {
        var token = new EncodedToken(1, "a", 0..1);

        Assert.True(token.Equals(new EncodedToken(1, "a", 0..1)));
        Assert.False(token.Equals(new EncodedToken(1, "a", 0..2)));
    }

    [Fact]
    public void Normalizer_OwnTokenizer_IsNullUnlessItHasOne()
    {
        Assert.Null(new LetterTokenizer().Normalizer);
        Assert.Null(new LetterTokenizer().PreTokenizer);
    }
}
