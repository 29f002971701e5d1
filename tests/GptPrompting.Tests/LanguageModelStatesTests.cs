using System.Text.Json;
using Google.Protobuf.Collections;
using GptPrompting.Graphs;
using GptPrompting.Graphs.Format;
using GptPrompting.Models;
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

    [Theory]
    [MemberData(nameof(Embeddings))]
    public void Embed_RewrittenGraph_GivesTheSame(int number)
    {
        using LanguageModel rewritten =
            LanguageModel.Load(Encoders.Folder("tiny-decoder"), new() { Rewriting = GraphRewriting.Always });

        float[] mean = rewritten.Embed(Encoders.Case(number).Text());

        Encoders.AssertClose(Encoders.Case(number).Numbers("mean"), mean, 2e-5);
    }

    [Theory]
    [MemberData(nameof(Embeddings))]
    public void Embed_GraphWithoutStates_AddsTheLast(int number)
    {
        using TemporaryFolder folder = WithoutStates();
        using LanguageModel bare = LanguageModel.Load(folder.Path);

        float[] mean = bare.Embed(Encoders.Case(number).Text());
        TextStates states = bare.Inspect(Encoders.Case(number).Text());

        Encoders.AssertClose(Encoders.Case(number).Numbers("mean"), mean, 2e-5);
        ReadOnlySpan<float> last = states.LastHiddenState![states.TokenIds.Count - 1];
        Encoders.AssertClose(Encoders.Case(number).Numbers("last"), last, 2e-5);
        Assert.Empty(states.HiddenStates);
    }

    // Folders of one architecture hold the same weights.
    [Theory]
    [InlineData("gpt2-plain", 2e-5)]
    [InlineData("gpt2-external", 2e-5)]
    [InlineData("gpt2-split", 2e-5)]
    [InlineData("gpt2-transformersjs", 2e-5)]
    [InlineData("gpt2-legacy", 2e-5)]
    [InlineData("gpt2-genai", 2e-5)]
    public void Embed_AnotherLayoutOfTheSameWeights_GivesTheSame(string folder, double tolerance)
    {
        string[] texts = ["Hello, world!", "a", "The same weights in another graph."];
        using LanguageModel expected = LanguageModel.Load(SmallModel.Folder("gpt2-optimum"));
        using LanguageModel actual = LanguageModel.Load(SmallModel.Folder(folder));

        Assert.All(expected.EmbedBatch(texts).Zip(actual.EmbedBatch(texts)), pair => Encoders.AssertClose(
            [.. pair.First.Select(value => (double)value)], pair.Second, tolerance));
    }

    [Theory]
    [InlineData("gptneo-optimum")]
    [InlineData("gptj-optimum")]
    [InlineData("gptneox-optimum")]
    [InlineData("llama-optimum")]
    [InlineData("llama-genai")]
    [InlineData("llama-genai-fp16")]
    public void Inspect_AnotherArchitecture_DoesNotSeeLaterTokens(string folder)
    {
        using LanguageModel model = LanguageModel.Load(SmallModel.Folder(folder));

        StateTensor part = model.Inspect("Hello").LastHiddenState!;
        StateTensor whole = model.Inspect("Hello, world!").LastHiddenState!;

        double tolerance = folder.Contains("fp16", StringComparison.Ordinal) ? 1e-2 : 2e-5;
        double[] expected = [.. part.Values.ToArray().Select(value => (double)value)];
        Encoders.AssertClose(expected, whole.Values.Span[..expected.Length], tolerance);
        Assert.Equal(13, whole.Shape[0]);
    }

    [Theory]
    [InlineData("gpt2-merged", "they could not be added")]
    [InlineData("llama-genai-int4", "they could not be added")]
    public void Embed_GraphThatCannotBeRewritten_SaysWhyAndHowToExport(string folder, string expected)
    {
        using LanguageModel model = LanguageModel.Load(SmallModel.Folder(folder));

        var e = Assert.Throws<ModelFormatException>(() => model.Embed("Hello"));

        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.Contains("Export it", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Embed_InBoxModelAfterDispose_Throws()
    {
        LanguageModel model = InBox.Load();
        Assert.Equal(160, model.Embed("Once upon a time").Length);

        model.Dispose();

        Assert.Throws<ObjectDisposedException>(() => model.Embed("Once upon a time"));
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

    private static TemporaryFolder WithoutStates()
    {
        var folder = new TemporaryFolder();
        string source = Encoders.Folder("tiny-decoder");
        folder.Copy(Path.Combine(source, "config.json"), "config.json");
        folder.Copy(Path.Combine(source, "tokenizer.json"), "tokenizer.json");
        var draft = new GraphDraft(OnnxGraph.Open(Path.Combine(source, "model.onnx")));
        RepeatedField<ValueInfoProto> outputs = draft.Model.Graph.Output;
        foreach (ValueInfoProto output in outputs.Where(each => !StateOutputs.Find([each.Name]).IsEmpty).ToArray())
        {
            outputs.Remove(output);
        }

        draft.Finish();
        new RewrittenGraph(draft, []).WriteTo(Path.Combine(folder.Path, "model.onnx"));
        return folder;
    }
}
