using GptPrompting.Tokenization;

namespace GptPrompting.Tests;

public class VocabularyMatchTests
{
    // 256 tokens are nine tenths of 284.4 columns.
    [Theory]
    [InlineData(256)]
    [InlineData(284)]
    public void Check_ColumnsPaddedByATenth_IsFine(int columns) =>
        VocabularyMatch.Check(TokenizerJson.Of().Load(), columns, "tokenizer.json");

    [Fact]
    public void Check_ColumnsPaddedByMore_GivesBothNumbers()
    {
        HuggingFaceTokenizer tokenizer = TokenizerJson.Of().Load();

        var e = Assert.Throws<ModelFormatException>(() => VocabularyMatch.Check(tokenizer, 285, "tokenizer.json"));

        Assert.Contains("256 tokens, but the model's logits have 285 columns", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_HighestIdFitsButMostTokensAreMissing_GivesTheirCount()
    {
        HuggingFaceTokenizer tokenizer = TokenizerJson.Of().WithToken("<|endoftext|>", 2047, "special").Load();

        var e = Assert.Throws<ModelFormatException>(() => VocabularyMatch.Check(tokenizer, 2048, "tokenizer.json"));

        Assert.Contains("257 tokens, but the model's logits have 2048 columns", e.Message, StringComparison.Ordinal);
    }
}
