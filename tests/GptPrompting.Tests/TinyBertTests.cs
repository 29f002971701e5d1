using System.Text.Json;
using GptPrompting.Scoring;
using GptPrompting.States;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests;

/// <summary>The trained BERT of the example: WordPiece, token types, hidden states and attentions.</summary>
public sealed class TinyBertTests : IDisposable
{
    private readonly MaskedLanguageModel _model = MaskedLanguageModel.Load(Encoders.Folder("tiny-bert"));

    public static TheoryData<int> Scores => Encoders.Cases("tiny-bert", "scores");

    public static TheoryData<int> Fills => Encoders.Cases("tiny-bert", "fills");

    public static TheoryData<int> States => Encoders.Cases("tiny-bert", "mean");

    public void Dispose() => _model.Dispose();

    [Theory]
    [MemberData(nameof(Scores))]
    public void Score_GivesWhatPyTorchComputes(int number) =>
        MaskedLanguageModelTests.CheckScores(_model, Encoders.Case(number));

    [Theory]
    [MemberData(nameof(Fills))]
    public void FillMask_GivesWhatPyTorchComputes(int number) =>
        MaskedLanguageModelTests.CheckFills(_model, Encoders.Case(number));

    [Theory]
    [MemberData(nameof(States))]
    public void Embed_GivesWhatPyTorchComputes(int number)
    {
        JsonElement expected = Encoders.Case(number);

        Encoders.AssertClose(expected.Numbers("mean"), _model.Embed(expected.Text()), 5e-5);
        Encoders.AssertClose(
            expected.Numbers("first"), _model.Embed(expected.Text(), new() { Pooling = Pooling.FirstToken }), 5e-5);
    }

    [Fact]
    public void Inspect_OneWord_GivesWhatPyTorchComputes()
    {
        int number = Assert.IsType<int>(Assert.Single<object[]>(Encoders.Cases("tiny-bert", "hidden"))[0]);
        JsonElement expected = Encoders.Case(number);

        TextStates states = _model.Inspect("dogs");

        Assert.Equal(["[CLS]", "dogs", "[SEP]"], states.TokenTexts);
        Assert.All(expected.GetProperty("hidden").EnumerateArray().Zip(states.HiddenStates), pair =>
            Encoders.AssertClose(pair.First.Numbers(), pair.Second.Values.Span, 5e-5));
        Assert.All(expected.GetProperty("attentions").EnumerateArray().Zip(states.Attentions), pair =>
            Encoders.AssertClose(pair.First.Numbers(), pair.Second.Values.Span, 5e-5));
        Assert.Equal((3, 2), (states.HiddenStates.Count, states.Attentions.Count));
    }

    [Fact]
    public void EmbedBatch_TextsOfManyLengths_EqualsOneByOne()
    {
        string[] texts = ["The dogs are happy.", "a cat", "The girl near the trees walks in the park.", "king"];

        IReadOnlyList<float[]> vectors = _model.EmbedBatch(texts);

        Assert.All(texts.Zip(vectors), pair => Encoders.AssertClose(
            [.. _model.Embed(pair.First).Select(value => (double)value)], pair.Second, 1e-5));
    }

    [Fact]
    public void Score_WordOfSeveralTokens_IsGivenAwayByItsEndOnlyWhenThatIsSeen()
    {
        IReadOnlyList<TokenScore> token = _model.Score("She walks.").Tokens;
        IReadOnlyList<TokenScore> rest = _model.Score("She walks.", Masking.RestOfWord).Tokens;

        // she walk ##s . : only "walk" has an end to hide.
        Assert.Equal(
            [false, true, false, false],
            token.Zip(rest, (one, other) => Math.Abs(one.LogProbability - other.LogProbability) > 1e-4));
    }

    [Theory]
    [InlineData("The boys [MASK] happy.", "are", "were")]
    [InlineData("The king [MASK] happy.", "is", "was")]
    public void FillMask_AgreesWithTheNumberOfTheNoun(string text, params string[] expected)
    {
        IReadOnlyList<TokenScore> candidates = _model.FillMask(text, top: 2)[0].Candidates;

        Assert.Equal(expected, candidates.Select(candidate => candidate.Text).Order());
    }
}
