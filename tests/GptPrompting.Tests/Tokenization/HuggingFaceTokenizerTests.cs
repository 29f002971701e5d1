using System.Buffers;

namespace GptPrompting.Tokenization;

public sealed class HuggingFaceTokenizerTests
{
    // 256: "he", 257: "ll"; any other id below 256 is a byte.
    private static readonly HuggingFaceTokenizer Small =
        TokenizerJson.Of("h e", "l l").WithToken("<s>", 300, "special").Load();

    [Fact]
    public void Vocabulary_WithAGap_CountsTokensAndIds()
    {
        Assert.Equal(301, Small.VocabularySize);
        Assert.Equal(259, Small.TokenCount);
        Assert.Equal(256, Small.IdOf("he"));
        Assert.Equal(32, Small.IdOf("Ġ"));
        Assert.Null(Small.IdOf(" "));
    }

    [Fact]
    public void TokenText_PartOfACharacter_IsAReplacement()
    {
        Assert.Equal("he", Small.TokenText(256));
        Assert.Equal(" ", Small.TokenText(32));
        Assert.Equal("\uFFFD", Small.TokenText(0xE2));
        Assert.Equal([0xE2], Small.TokenBytes(0xE2).ToArray());
    }

    [Theory]
    [InlineData(299)]
    [InlineData(301)]
    [InlineData(-1)]
    public void TokenBytes_IdWithoutToken_IsRefused(int id)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Small.TokenBytes(id));

        Assert.Contains($"No token has the id {id}; ids go from 0 to 300", error.Message);
    }

    // An attribute cannot hold half a pair.
    public static TheoryData<char[], int> HalfPairs => new()
    {
        { ['a', 'b', '\uD800', 'c'], 2 }, { ['\uDC00'], 0 }, { ['\uD83D', '\uDE00', '\uD83D'], 2 },
    };

    [Theory]
    [MemberData(nameof(HalfPairs))]
    public void Encode_HalfASurrogatePair_IsRefusedWithItsPlace(char[] text, int index)
    {
        var error = Assert.Throws<ArgumentException>(() => Small.Encode(new string(text), addSpecialTokens: false));

        Assert.Contains($"at index {index}.", error.Message);
    }

    [Fact]
    public void EncodeToTokens_CharactersOfSeveralTokens_AreCoveredByEach()
    {
        var tokens = Small.EncodeToTokens("he é<s>", out string? normalized);

        Assert.Null(normalized);
        Assert.Equal([256, 32, 0xC3, 0xA9, 300], tokens.Select(token => token.Id));
        Assert.Equal([0..2, 2..3, 3..4, 3..4, 4..7], tokens.Select(token => token.Offset));
        Assert.Equal(["he", " ", "\uFFFD", "\uFFFD", "<s>"], tokens.Select(token => token.Value));
    }

    [Fact]
    public void EncodeToTokens_NormalizedText_GivesPlacesInIt()
    {
        var json = TokenizerJson.Of();
        json["normalizer"] = new System.Text.Json.Nodes.JsonObject { ["type"] = "NFC" };

        var tokens = json.Load().EncodeToTokens("e\u0301!", out string? normalized);

        Assert.Equal("é!", normalized);
        Assert.Equal([0..1, 0..1, 1..2], tokens.Select(token => token.Offset));
    }

    [Theory]
    [InlineData(1, 2, 1)]
    [InlineData(2, 3, 2)]
    [InlineData(3, 3, 2)]
    [InlineData(4, 4, 4)]
    [InlineData(9, 5, 5)]
    public void GetIndexByTokenCount_WithinACharacter_StopsBeforeIt(int limit, int index, int count)
    {
        Assert.Equal(index, Small.GetIndexByTokenCount("he é!", limit, out _, out int tokenCount));
        Assert.Equal(count, tokenCount);
    }

    [Theory]
    [InlineData(1, 4, 1)]
    [InlineData(2, 4, 1)]
    [InlineData(3, 3, 3)]
    [InlineData(9, 0, 5)]
    public void GetIndexByTokenCountFromEnd_WithinACharacter_StopsAfterIt(int limit, int index, int count)
    {
        Assert.Equal(index, Small.GetIndexByTokenCountFromEnd("he é!", limit, out _, out int tokenCount));
        Assert.Equal(count, tokenCount);
    }

    [Fact]
    public void CountTokens_AnyText_IsHowManyIdsItHas()
    {
        Assert.Equal(6, Small.CountTokens("hello <s>!"));
        Assert.Equal(Small.EncodeToIds("hello <s>!").Count, Small.CountTokens("hello <s>!"));
    }

    [Theory]
    [InlineData(2, OperationStatus.DestinationTooSmall, 1, 1)]
    [InlineData(3, OperationStatus.Done, 5, 3)]
    public void Decode_IntoASpan_ConsumesWholeCharacters(
        int size, OperationStatus status, int idsConsumed, int charsWritten)
    {
        Span<char> destination = new char[size];

        Assert.Equal(status, Small.Decode(Small.EncodeToIds("a😀"), destination, out int consumed, out int written));

        Assert.Equal((idsConsumed, charsWritten), (consumed, written));
        Assert.Equal("a😀"[..written], destination[..written].ToString());
    }

    [Fact]
    public void Encode_LongSingleWord_EqualsMergingPairByPair()
    {
        HuggingFaceTokenizer tokenizer = TokenizerJson.Of("a a", "aa a", "aa aa").Load();

        // 99,999 times a: 49,999 aa and an a; then the last aa and the a; then the 49,998 aa in pairs.
        int[] ids = tokenizer.Encode(new string('a', 99_999), addSpecialTokens: false);

        Assert.Equal([.. Enumerable.Repeat(258, 24_999), 257], ids);
    }

    [Fact]
    public void Encode_ManyThreads_GivesWhatOneThreadGives()
    {
        string[] texts = [.. ExpectedFile.ReadLines("tokens.tiny-gpt.jsonl.gz")
            .Take(2_000).Select(line => line[0].GetString()!)];
        string file = Path.Combine(TinyGpt.Folder, "tokenizer.json");
        HuggingFaceTokenizer single = HuggingFaceTokenizer.Load(file);
        HuggingFaceTokenizer shared = HuggingFaceTokenizer.Load(file);
        int[][] alone = [.. texts.Select(text => single.Encode(text, addSpecialTokens: false))];

        int[][] together = [.. Enumerable.Repeat(texts, 4).SelectMany(all => all).AsParallel().AsOrdered()
            .Select(text => shared.Encode(text, addSpecialTokens: false))];

        Assert.All(together.Index(), item => Assert.Equal(alone[item.Index % texts.Length], item.Item));
    }
}
