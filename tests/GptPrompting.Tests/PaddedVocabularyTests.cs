using GptPrompting.Generation;
using GptPrompting.Tests.Fakes;
using GptPrompting.Tokenization;

namespace GptPrompting.Tests;

/// <summary>
/// Models whose logits have columns without a token: 256 bytes, a hole at 256 to 259, the end of text, padding from
/// 261.
/// </summary>
public class PaddedVocabularyTests
{
    private const int EndOfText = 260;

    private static readonly HuggingFaceTokenizer Tokenizer =
        TokenizerJson.Of().WithToken("<|endoftext|>", EndOfText, "special").Load();

    [Theory]
    [InlineData(256)]
    [InlineData(259)]
    [InlineData(261)]
    [InlineData(279)]
    public void Generate_MostProbableIdHasNoToken_TakesTheNextBest(int id)
    {
        using LanguageModel model = Load(id, EndOfText);

        Assert.Equal("bbb", model.Generate("a", new GenerationOptions { MaxOutputTokens = 3 }).Text);
    }

    [Fact]
    public void Generate_Sampling_GivesTokensOnly()
    {
        using LanguageModel model = Load(270, EndOfText);
        var options = new GenerationOptions { Temperature = 20, Seed = 1, MaxOutputTokens = 60 };

        Completion completion = model.Generate("a", options);

        Assert.All(completion.TokenIds, id => Assert.True(id is < 256 or EndOfText));
    }

    [Fact]
    public void Generate_EndOfTextHasNoToken_EndsTheText()
    {
        using LanguageModel model = Load(270, 270);

        Completion completion = model.Generate("a");

        Assert.Equal(("", FinishReason.Stop), (completion.Text, completion.FinishReason));
    }

    [Fact]
    public void Score_CountsTheWholeVocabulary()
    {
        using LanguageModel model = Load(270, EndOfText);

        // Logits of 10, 5 and 278 times 0, as lm-evaluation-harness takes the softmax.
        double expected = 5 - Math.Log(Math.Exp(10) + Math.Exp(5) + 278);
        Assert.Equal(expected, model.Score("a", "b").LogLikelihood, 1e-6);
    }

    // After every token: 10 for the id that is asked for, 5 for b, 0 for the others.
    private static LanguageModel Load(int best, int eosId)
    {
        float[] row = new float[280];
        row[Tokenizer.IdOf("b")!.Value] = 5;
        row[best] = 10;
        return new LanguageModel("padded", new TableModel([.. Enumerable.Repeat(row, 280)]), Tokenizer, [eosId]);
    }
}
