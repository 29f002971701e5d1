using System.Text.Json;

namespace GptPrompting.Tokenization;

// The texts and ids are those of tests/Oracle/token-ids.mjs: 7,000 texts of every kind, encoded by
// huggingface/tokenizers.
public sealed class TokenIdsTests
{
    private static readonly HuggingFaceTokenizer InBox =
        HuggingFaceTokenizer.Load(Path.Combine(TinyGpt.Folder, "tokenizer.json"));

    [Fact]
    public void Encode_ManyTexts_GivesTheOraclesIds()
    {
        var lines = ExpectedFile.ReadLines("tokens.tiny-gpt.jsonl.gz").ToArray();

        Assert.Equal(7_000, lines.Length);
        Assert.All(lines, line =>
            Assert.Equal(line[1].Ids(), InBox.Encode(line[0].GetString()!, addSpecialTokens: true)));
    }

    [Fact]
    public void Decode_IdsOfManyTexts_GivesTheTexts()
    {
        var lines = ExpectedFile.ReadLines("tokens.tiny-gpt.jsonl.gz");

        Assert.All(lines, line => Assert.Equal(line[0].GetString(), InBox.Decode(line[1].Ids())));
    }

    [Fact]
    public void IncrementalDecoder_IdsOfManyTexts_GivesWholeCharactersThatMakeTheTexts()
    {
        foreach (JsonElement line in ExpectedFile.ReadLines("tokens.tiny-gpt.jsonl.gz"))
        {
            var decoder = new IncrementalDecoder(InBox);
            string[] updates = [.. line[1].Ids().Select(decoder.Append), decoder.Flush()];

            Assert.Equal(line[0].GetString(), string.Concat(updates));
            Assert.DoesNotContain(updates, update => update.Length > 0 && char.IsHighSurrogate(update[^1]));
        }
    }

    [SkippableFact]
    public void Encode_ManyTextsByGpt2_GivesTheOraclesIds()
    {
        HuggingFaceTokenizer gpt2 = TokenizerJson.FromVocabAndMerges(ExpectedFile.Shared("data/gpt2-bpe"));
        var texts = ExpectedFile.ReadLines("tokens.tiny-gpt.jsonl.gz").Select(line => line[0].GetString()!);
        var expected = ExpectedFile.ReadLines("tokens.gpt2.jsonl.gz").Select(ids => ids.Ids());

        Assert.All(texts.Zip(expected), pair =>
            Assert.Equal(pair.Second, gpt2.Encode(pair.First, addSpecialTokens: true)));
    }
}
