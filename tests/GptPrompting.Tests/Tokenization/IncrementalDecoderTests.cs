namespace GptPrompting.Tokenization;

// In these tokenizers every byte is a token and its id is the byte.
public sealed class IncrementalDecoderTests
{
    private static readonly HuggingFaceTokenizer Bytes = TokenizerJson.Of().WithToken("<s>", 256, "special").Load();

    [Fact]
    public void Append_BytesOfOneCharacter_GivesItWithTheLast()
    {
        var decoder = new IncrementalDecoder(Bytes);

        string[] updates = [.. new[] { 0xF0, 0x9F, 0x98, 0x80, 0x21 }.Select(decoder.Append), decoder.Flush()];

        Assert.Equal(["", "", "", "😀", "!", ""], updates);
    }

    // Unicode 16, section 3.9: one U+FFFD for each maximal subpart. F0 9F is one, each of C0 and AF its own, ED A0 two.
    [Theory]
    [InlineData(new[] { 0xF0, 0x9F, 0x41 }, new[] { "", "", "\uFFFDA", "" })]
    [InlineData(new[] { 0xC0, 0xAF }, new[] { "\uFFFD", "\uFFFD", "" })]
    [InlineData(new[] { 0xED, 0xA0 }, new[] { "", "\uFFFD\uFFFD", "" })]
    [InlineData(new[] { 0xE2, 0x82 }, new[] { "", "", "\uFFFD" })]
    [InlineData(new[] { 0xE2, 256, 0x82, 0xAC }, new[] { "", "\uFFFD<s>", "\uFFFD", "\uFFFD", "" })]
    public void Append_BytesThatAreNotUtf8_GivesAReplacementForEachMaximalPart(int[] ids, string[] expected)
    {
        var decoder = new IncrementalDecoder(Bytes);

        string[] updates = [.. ids.Select(decoder.Append), decoder.Flush()];

        Assert.Equal(expected, updates);
        Assert.Equal(Bytes.Decode(ids), string.Concat(updates));
    }

    [Fact]
    public void Append_RandomBytes_ReadsAsDecodingThemAtOnce()
    {
        var random = new Random(5);
        for (int round = 0; round < 2_000; round++)
        {
            int[] ids = [.. Enumerable.Range(0, 12).Select(_ => random.Next(0x7E, 257))];
            var decoder = new IncrementalDecoder(Bytes);

            Assert.Equal(Bytes.Decode(ids), string.Concat(ids.Select(decoder.Append)) + decoder.Flush());
        }
    }

    [Fact]
    public void Flush_AfterHalfACharacter_LeavesNothingForTheNextText()
    {
        var decoder = new IncrementalDecoder(Bytes);
        decoder.Append(0xE2);
        decoder.Flush();

        Assert.Equal("a", decoder.Append('a'));
    }

    [Fact]
    public void Append_IdWithoutToken_IsRefused()
    {
        var decoder = new IncrementalDecoder(Bytes);

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => decoder.Append(257));

        Assert.Contains("ids go from 0 to 256", error.Message);
    }
}
