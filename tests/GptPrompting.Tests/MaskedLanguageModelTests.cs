using System.Text.Json;
using GptPrompting.Scoring;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests;

public sealed class MaskedLanguageModelTests : IDisposable
{
    private readonly MaskedLanguageModel _roberta = MaskedLanguageModel.Load(Encoders.Folder("tiny-roberta"));

    public static TheoryData<int> Scores => Encoders.Cases("tiny-roberta", "scores");

    public static TheoryData<int> Fills => Encoders.Cases("tiny-roberta", "fills");

    public void Dispose() => _roberta.Dispose();

    [Theory]
    [MemberData(nameof(Scores))]
    public void Score_GivesWhatPyTorchComputes(int number) => CheckScores(_roberta, Encoders.Case(number));

    [Theory]
    [MemberData(nameof(Fills))]
    public void FillMask_GivesWhatPyTorchComputes(int number) => CheckFills(_roberta, Encoders.Case(number));

    [Fact]
    public void Score_SumAndLoss_AreThoseOfTheTokens()
    {
        MaskedScore score = _roberta.Score("a running man", Masking.WholeWord);

        double sum = score.Tokens.Sum(token => token.LogProbability);
        Assert.Equal((sum, -sum / 7, Masking.WholeWord), (score.LogLikelihood, score.Loss, score.Masking));
        Assert.Equal("a running man", string.Concat(score.Tokens.Select(token => token.Text)));
    }

    [Fact]
    public void FillMask_WholeVocabulary_AddsUpToOne()
    {
        IReadOnlyList<TokenScore> all = _roberta.FillMask("the <mask>", _roberta.VocabularySize)[0].Candidates;

        Assert.Equal(_roberta.VocabularySize, all.Count);
        Assert.Equal(1, all.Sum(candidate => Math.Exp(candidate.LogProbability)), 1e-9);
        Assert.Equal(all.OrderByDescending(candidate => candidate.LogProbability), all);
    }

    [Fact]
    public void Load_Folder_KnowsItsLimits()
    {
        Assert.Equal("tiny-roberta", _roberta.Id);
        Assert.Equal("<mask>", _roberta.MaskToken);

        // 34 positions, of which RoBERTa leaves two unused: those up to padding's.
        Assert.Equal(32, _roberta.ContextLength);
        Assert.Equal(280, _roberta.VocabularySize);
    }

    [Fact]
    public void Score_LongestText_IsRead()
    {
        string longest = string.Concat(Enumerable.Repeat(" the", 30));

        Assert.Equal(30, _roberta.Score(longest).Tokens.Count);
        var e = Assert.Throws<ArgumentException>(() => _roberta.Score(longest + " the"));
        Assert.Contains("has 33 tokens; the model reads at most 32", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Score_EmptyText_Throws() => Assert.Throws<ArgumentException>("text", () => _roberta.Score(""));

    [Fact]
    public void Score_UnknownMasking_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>("masking", () => _roberta.Score("the", (Masking)3));

    [Fact]
    public void FillMask_NoMaskInTheText_SaysWhatToWrite()
    {
        var e = Assert.Throws<ArgumentException>(() => _roberta.FillMask("the cat"));

        Assert.Contains("write <mask> for the word", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(281)]
    public void FillMask_TopOutOfRange_Throws(int top) =>
        Assert.Throws<ArgumentOutOfRangeException>(nameof(top), () => _roberta.FillMask("<mask>", top));

    [Fact]
    public void FillMask_HalfASurrogatePair_Throws() =>
        Assert.Throws<ArgumentException>("text", () => _roberta.FillMask("<mask>\ud83c"));

    [Fact]
    public void Embed_GraphWithoutStates_SaysHowToExportThem()
    {
        var e = Assert.Throws<ModelFormatException>(() => _roberta.Embed("the cat"));

        Assert.Contains("gives no hidden states. Export it", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Score_Cancelled_Throws() => Assert.ThrowsAny<OperationCanceledException>(
        () => _roberta.Score("the cat", cancellationToken: new CancellationToken(canceled: true)));

    [Fact]
    public void Score_AfterDispose_NamesTheTypeThatCallersKnow()
    {
        _roberta.Dispose();

        var e = Assert.Throws<ObjectDisposedException>(() => _roberta.Score("the cat"));

        Assert.Equal(typeof(MaskedLanguageModel).FullName, e.ObjectName);
    }

    [Fact]
    public async Task Score_FromManyThreads_GivesEveryoneTheSame()
    {
        MaskedScore alone = _roberta.Score("the cat sat on the mat.");

        MaskedScore[] scores = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(_ => Task.Run(() => _roberta.Score("the cat sat on the mat."))));

        Assert.All(scores, score => Assert.Equal(alone.LogLikelihood, score.LogLikelihood, 1e-6));
    }

    internal static void CheckScores(MaskedLanguageModel model, JsonElement expected)
    {
        JsonElement scores = expected.GetProperty("scores");

        foreach ((Masking masking, string name) in new[]
        {
            (Masking.Token, "token"), (Masking.RestOfWord, "rest_of_word"), (Masking.WholeWord, "whole_word"),
        })
        {
            MaskedScore score = model.Score(expected.Text(), masking);

            // The graph gives float16 logits of up to 16, which are up to 0.008 apart.
            Encoders.AssertClose(scores.Numbers(name), score.Tokens.Select(token => token.LogProbability), 1e-2);
        }
    }

    internal static void CheckFills(MaskedLanguageModel model, JsonElement expected)
    {
        IReadOnlyList<MaskPrediction> predictions = model.FillMask(expected.Text(), top: 4);

        JsonElement[] fills = [.. expected.GetProperty("fills").EnumerateArray()];
        Assert.Equal(fills.Select(fill => fill.GetProperty("index").GetInt32()), predictions.Select(p => p.TokenIndex));
        Assert.All(fills.Zip(predictions), pair =>
        {
            IReadOnlyList<TokenScore> candidates = pair.Second.Candidates;
            Assert.Equal(pair.First.Numbers("ids"), candidates.Select(each => (double)each.Id));
            Encoders.AssertClose(
                pair.First.Numbers("logProbabilities"), candidates.Select(each => each.LogProbability), 1e-2);
        });
    }
}
