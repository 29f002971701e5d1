using System.Text.Json;
using GptPrompting.States;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests;

public sealed class EmbeddingModelTests : IDisposable
{
    private static readonly string[] Texts =
        ["the", "the cat sat on the mat.", "a", "a running man", "the", "Running in the mist, a cat sang!"];

    private readonly EmbeddingModel _model = EmbeddingModel.Load(Encoders.Folder("tiny-sentence"));

    public static TheoryData<int> Cases => Encoders.Cases("tiny-sentence", "sentence");

    public void Dispose() => _model.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Embed_EachPooling_GivesWhatPyTorchComputes(int number)
    {
        JsonElement expected = Encoders.Case(number);
        string text = expected.Text();

        Encoders.AssertClose(expected.Numbers("sentence"), _model.Embed(text), 2e-5);
        Encoders.AssertClose(expected.Numbers("mean"), Pooled(text, Pooling.Mean), 2e-5);
        Encoders.AssertClose(expected.Numbers("first"), Pooled(text, Pooling.FirstToken), 2e-5);
        Encoders.AssertClose(expected.Numbers("last"), Pooled(text, Pooling.LastToken), 2e-5);
    }

    [Fact]
    public void Embed_Normalized_HasLengthOne()
    {
        float[] vector = _model.Embed("the cat", new() { Pooling = Pooling.Mean, Normalize = true });

        float[] plain = Pooled("the cat", Pooling.Mean);
        Assert.Equal(1, vector.Sum(value => value * value), 1e-5);
        Assert.Equal(plain[0] / plain[1], vector[0] / vector[1], 1e-4);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Pooling.Mean)]
    [InlineData(Pooling.FirstToken)]
    [InlineData(Pooling.LastToken)]
    public void EmbedBatch_TextsOfManyLengths_EqualsOneByOne(Pooling? pooling)
    {
        var options = new EmbeddingOptions { Pooling = pooling };
        string[] many = [.. Enumerable.Repeat(Texts, 20).SelectMany(texts => texts)];

        IReadOnlyList<float[]> vectors = _model.EmbedBatch(many, options);

        Assert.All(many.Zip(vectors), pair => Encoders.AssertClose(
            [.. _model.Embed(pair.First, options).Select(value => (double)value)], pair.Second, 1e-5));
    }

    [Fact]
    public void EmbedBatch_NoTexts_IsEmpty() => Assert.Empty(_model.EmbedBatch([]));

    [Fact]
    public void Load_Folder_TakesTheSmallerOfTwoLimits()
    {
        // 48 positions by config.json, 32 tokens by tokenizer_config.json.
        Assert.Equal(32, _model.ContextLength);
        Assert.Equal("tiny-sentence", _model.Id);
    }

    [Fact]
    public void Embed_TooManyTokens_GivesBothNumbers()
    {
        var e = Assert.Throws<ArgumentException>(() => _model.Embed(string.Concat(Enumerable.Repeat(" the", 31))));

        Assert.Contains("has 33 tokens; the model reads at most 32", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_SentenceModel_HasTheLastStateOnly()
    {
        TextStates states = _model.Inspect("the cat");

        Assert.Equal(["<s>", "the", " cat", "</s>"], states.TokenTexts);
        Assert.Equal([4, 32], states.LastHiddenState!.Shape);
        Assert.Equal(Pooled("the cat", Pooling.LastToken), states.LastHiddenState[3].ToArray());
        Assert.Empty(states.HiddenStates);
        Assert.Empty(states.Attentions);
    }

    [Fact]
    public void Embed_AfterDispose_NamesTheTypeThatCallersKnow()
    {
        _model.Dispose();

        var e = Assert.Throws<ObjectDisposedException>(() => _model.Embed("the"));

        Assert.Equal(typeof(EmbeddingModel).FullName, e.ObjectName);
    }

    [Fact]
    public void Embed_Cancelled_Throws() => Assert.ThrowsAny<OperationCanceledException>(
        () => _model.Embed("the cat", cancellationToken: new CancellationToken(canceled: true)));

    private float[] Pooled(string text, Pooling pooling) => _model.Embed(text, new() { Pooling = pooling });
}
