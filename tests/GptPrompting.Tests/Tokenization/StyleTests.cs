using System.Text.Json;

namespace GptPrompting.Tokenization;

// Tokenizers of tests/Oracle/styles.mjs; ids and texts by huggingface/tokenizers.
public sealed class StyleTests
{
    private static readonly string[] Texts = [.. ExpectedFile.ReadLines("tokens.tiny-gpt.jsonl.gz")
        .Take(2_500).Select(line => line[0].GetString()!)];

    public static TheoryData<string> Names =>
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Expected"), "style.*.jsonl.gz")
            .Select(path => Path.GetFileName(path).Split('.')[1]).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Encode_TokenizerOfTheStyle_GivesTheOraclesIds(string name)
    {
        (HuggingFaceTokenizer tokenizer, Expectation[] expected) = Load(name);

        Assert.All(expected, expectation =>
        {
            Assert.Equal(expectation.Ids, tokenizer.Encode(expectation.Text, addSpecialTokens: false));
            Assert.Equal(expectation.WithSpecialTokens, tokenizer.Encode(expectation.Text, addSpecialTokens: true));
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Decode_TokenizerOfTheStyle_GivesTheOraclesText(string name)
    {
        (HuggingFaceTokenizer tokenizer, Expectation[] expected) = Load(name);

        Assert.All(expected, expectation =>
        {
            int[] ids = expectation.WithSpecialTokens;
            Assert.Equal(expectation.Decoded, tokenizer.Decode(ids));
            Assert.Equal(expectation.DecodedAlone, tokenizer.Decode(ids, skipSpecialTokens: true));
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EncodeToTokens_TokenizerOfTheStyle_CoversTheTextInOrder(string name)
    {
        (HuggingFaceTokenizer tokenizer, Expectation[] expected) = Load(name);

        Assert.All(expected.Take(500), expectation =>
        {
            var tokens = tokenizer.EncodeToTokens(expectation.Text, out string? normalized);

            int[] starts = [.. tokens.Select(token => token.Offset.Start.Value)];
            Assert.Equal(expectation.Ids, tokens.Select(token => token.Id));
            Assert.Equal(starts.Order(), starts);
            Assert.All(tokens, token => Assert.InRange(
                token.Offset.End.Value, token.Offset.Start.Value, (normalized ?? expectation.Text).Length));
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void IncrementalDecoder_TokenByToken_GivesWholeCharactersThatMakeTheText(string name)
    {
        (HuggingFaceTokenizer tokenizer, Expectation[] expected) = Load(name);

        Assert.All(expected.Take(1_000), expectation =>
        {
            var decoder = new IncrementalDecoder(tokenizer);
            string[] updates = [.. expectation.WithSpecialTokens.Select(decoder.Append), decoder.Flush()];
            Assert.Equal(expectation.Decoded, string.Concat(updates));
            Assert.DoesNotContain(updates, update => update.Length > 0
                && (char.IsLowSurrogate(update[0]) || char.IsHighSurrogate(update[^1])));
        });
    }

    [Theory]
    [InlineData("gpt2")]
    [InlineData("llama2")]
    [InlineData("metaspace-always")]
    [InlineData("gpt1")]
    [InlineData("bert")]
    public void Continue_AfterAnyPrefix_GivesTheRestOfTheText(string name)
    {
        (HuggingFaceTokenizer tokenizer, Expectation[] _) = Load(name);
        int[] ids = tokenizer.Encode("the quick brown fox jumps over lazy dogs", addSpecialTokens: false);
        string whole = tokenizer.Decode(ids);

        Assert.All(Enumerable.Range(0, ids.Length), count =>
        {
            var decoder = IncrementalDecoder.Continue(tokenizer, ids[..count]);
            string rest = string.Concat(ids[count..].Select(decoder.Append)) + decoder.Flush();
            Assert.Equal(whole, tokenizer.Decode(ids[..count]) + rest);
        });
    }

    private static (HuggingFaceTokenizer Tokenizer, Expectation[] Expected) Load(string name)
    {
        JsonElement[] lines = [.. ExpectedFile.ReadLines($"style.{name}.jsonl.gz")];
        IEnumerable<Expectation> expected = lines[1..].Zip(Texts)
            .Where(line => line.First.ValueKind != JsonValueKind.Null)
            .Select(line => Read(line.First, line.Second));
        return (TokenizerJson.LoadText(lines[0].GetRawText()), [.. expected]);
    }

    // What is null is as the field before.
    private static Expectation Read(JsonElement line, string text)
    {
        int[] ids = line[0].Ids();
        int[] special = line[1].ValueKind == JsonValueKind.Null ? ids : line[1].Ids();
        string decoded = line[2].GetString() ?? text;
        return new Expectation(text, ids, special, decoded, line[3].GetString() ?? decoded);
    }

    private sealed record Expectation(
        string Text, int[] Ids, int[] WithSpecialTokens, string Decoded, string DecodedAlone);
}
