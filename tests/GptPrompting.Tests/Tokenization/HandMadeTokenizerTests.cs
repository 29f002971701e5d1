using System.Text.Json;

namespace GptPrompting.Tokenization;

// Tokenizers, texts and ids are those of tests/Oracle/flags.mjs, encoded by huggingface/tokenizers.
public sealed class HandMadeTokenizerTests
{
    private static readonly Dictionary<string, JsonElement> Cases =
        ExpectedFile.ReadLines("flags.jsonl.gz").ToDictionary(line => line[0].GetString()!);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Encode_HandMadeTokenizer_GivesTheOraclesIds(string name)
    {
        HuggingFaceTokenizer tokenizer = TokenizerJson.LoadText(Cases[name][1].GetRawText());

        Assert.All(Cases[name][2].EnumerateArray(), sample =>
        {
            Assert.Equal(sample[1].Ids(), tokenizer.Encode(sample[0].GetString()!, addSpecialTokens: false));
            Assert.Equal(sample[2].Ids(), tokenizer.Encode(sample[0].GetString()!, addSpecialTokens: true));
        });
    }
}
