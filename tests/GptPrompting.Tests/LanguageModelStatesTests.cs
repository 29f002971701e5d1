using System.Text.Json;
using GptPrompting.States;
using GptPrompting.Tests.Fakes;
using GptPrompting.Tokenization;

namespace GptPrompting.Tests;

public sealed class LanguageModelStatesTests : IDisposable
{
    private readonly LanguageModel _model = LanguageModel.Load(Encoders.Folder("tiny-decoder"));

    public static TheoryData<int> Embeddings => Encoders.Cases("tiny-decoder", "mean");

    public static TheoryData<int> States => Encoders.Cases("tiny-decoder", "hidden");

    public void Dispose() => _model.Dispose();

    [Theory]
    [MemberData(nameof(Embeddings))]
    public void Embed_GivesWhatPyTorchComputes(int number)
    {
        JsonElement expected = Encoders.Case(number);

        float[] mean = _model.Embed(expected.Text());
        float[] last = _model.Embed(expected.Text(), new() { Pooling = Pooling.LastToken });

        Encoders.AssertClose(expected.Numbers("mean"), mean, 2e-5);
        Encoders.AssertClose(expected.Numbers("last"), last, 2e-5);
    }

    [Theory]
    [MemberData(nameof(States))]
    public void Inspect_GivesWhatPyTorchComputes(int number)
    {
        JsonElement expected = Encoders.Case(number);

        TextStates states = _model.Inspect(expected.Text());

        Assert.Equal(expected.Numbers("ids"), states.TokenIds.Select(id => (double)id));
        Assert.All(expected.GetProperty("hidden").EnumerateArray().Zip(states.HiddenStates), pair =>
            Encoders.AssertClose(pair.First.Numbers(), pair.Second.Values.Span, 2e-5));
        Assert.All(expected.GetProperty("attentions").EnumerateArray().Zip(states.Attentions), pair =>
            Encoders.AssertClose(pair.First.Numbers(), pair.Second.Values.Span, 2e-5));
        Assert.Same(states.HiddenStates[^1], states.LastHiddenState);
    }

    [Fact]
    public void Inspect_Decoder_HasTheShapesThatTheDocumentationSays()
    {
        TextStates states = _model.Inspect("the cat sat");

        Assert.Equal(["the", " cat", " sat"], states.TokenTexts);
        Assert.Equal(
            ["hidden_states.0", "hidden_states.1", "hidden_states.2"], states.HiddenStates.Select(each => each.Name));
        Assert.All(states.HiddenStates, hidden => Assert.Equal([3, 32], hidden.Shape));
        Assert.All(states.Attentions, attention => Assert.Equal([2, 3, 3], attention.Shape));

        // Head 1 of layer 0: the first token sees itself only, the second one both.
        float[] head = states.Attentions[0][1].ToArray();
        Assert.Equal([1, 0, 0], head[..3]);
        Assert.Equal(1, head[3] + head[4], 1e-6);
        Assert.Equal(0, head[5]);
    }

    [Fact]
    public void EmbedBatch_TextsOfManyLengths_EqualsOneByOne()
    {
        string[] texts = ["the cat sat on the mat.", "a", "Running in the mist, a cat sang!", "the"];

        IReadOnlyList<float[]> vectors = _model.EmbedBatch(texts);

        Assert.All(texts.Zip(vectors), pair => Encoders.AssertClose(
            [.. _model.Embed(pair.First).Select(value => (double)value)], pair.Second, 1e-5));
    }

    [Fact]
    public void Embed_GraphWithoutStates_SaysHowToExportThem()
    {
        var ofEmbed = Assert.Throws<ModelFormatException>(() => InBox.Model.Embed("the"));
        var ofInspect = Assert.Throws<ModelFormatException>(() => InBox.Model.Inspect("the"));

        Assert.Contains("gives no hidden states. Export it", ofEmbed.Message, StringComparison.Ordinal);
        Assert.Contains("gives no hidden states or attentions. Export it", ofInspect.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Embed_ModelOfAnotherKind_IsNotSupported()
    {
        HuggingFaceTokenizer tokenizer = TokenizerJson.Of().Load();
        using var model = new LanguageModel("table", TableModel.Chain(new int[256]), tokenizer, []);

        Assert.Throws<NotSupportedException>(() => model.Embed("abc"));
    }

    [Fact]
    public void Embed_EmptyText_Throws() => Assert.Throws<ArgumentException>("text", () => _model.Embed(""));

    [Fact]
    public void Embed_AfterDispose_NamesTheTypeThatCallersKnow()
    {
        _model.Dispose();

        var e = Assert.Throws<ObjectDisposedException>(() => _model.Embed("the"));

        Assert.Equal(typeof(LanguageModel).FullName, e.ObjectName);
    }
}
