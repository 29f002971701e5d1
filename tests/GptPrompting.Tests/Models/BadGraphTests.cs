using GptPrompting.Models;
using GptPrompting.Models.Folders;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Models;

public sealed class BadGraphTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("nan")]
    [InlineData("infinite")]
    public void Read_LogitIsNoNumber_NamesModelTokenAndCauses(string graph)
    {
        using OnnxModel model = Load(graph);
        using ICausalSequence sequence = model.Begin();

        Assert.Equal([0, 0, 1, 0], sequence.Read([2], rows: 1).ToArray());
        var e = Assert.Throws<ModelFormatException>(() => sequence.Read([0, 3], rows: 1).ToArray());

        Assert.EndsWith(graph + ".onnx", e.Path, StringComparison.Ordinal);
        Assert.Contains("token 3 that is NaN or infinite, after reading 3 tokens", e.Message, StringComparison.Ordinal);
        Assert.Contains("float16", e.Message, StringComparison.Ordinal);
        Assert.Equal(1, sequence.Length);
    }

    [Fact]
    public void Read_UnwantedRowIsNoNumber_IsFine()
    {
        using OnnxModel model = Load("nan");
        using ICausalSequence sequence = model.Begin();

        Assert.Equal([0, 1, 0, 0], sequence.Read([3, 1], rows: 1).ToArray());
    }

    [Fact]
    public void Read_MoreMemoryThanThereIs_SaysSoAndGoesOn()
    {
        using OnnxModel model = Load("too-large");
        using ICausalSequence sequence = model.Begin();

        var e = Assert.Throws<InsufficientMemoryException>(() => sequence.Read([0], rows: 1).ToArray());

        Assert.Contains("too-large.onnx", e.Message, StringComparison.Ordinal);
        Assert.Equal(0, sequence.Length);
    }

    [Theory]
    [InlineData("fixed-length", "'input_ids' has the shape [-1, 3]")]
    [InlineData("two-sequences", "'input_ids' is for 2 sequences")]
    public void Load_FixedShape_SaysWhichIsExpected(string graph, string expected)
    {
        var e = Assert.Throws<ModelFormatException>(() => Load(graph));

        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_GraphForOneSequence_ReadsSeveralOneByOne()
    {
        using OnnxModel model = Load("one-sequence");
        using ICausalSequence first = model.Begin();
        using ICausalSequence second = model.Begin();

        model.Read([new(first, new[] { 0, 1 }, 1), new(second, new[] { 2 }, 1)]);

        Assert.Equal([0, 0, 10, 0], first.Logits.ToArray());
        Assert.Equal([0, 0, 0, 10], second.Logits.ToArray());
    }

    [Theory]
    [InlineData("\"n_head\": 5", "has 3 heads, but n_head in config.json is 5")]
    [InlineData("\"n_head\": 3, \"head_dim\": 16", "has 8 numbers per head, but head_dim in config.json is 16")]
    [InlineData("\"n_head\": 3, \"n_embd\": 96", "has 8 numbers per head, but n_embd / n_head in config.json is 32")]
    [InlineData("\"n_layer\": 12", "keys and values of 2 layers, but n_layer in config.json is 12")]
    [InlineData("\"vocab_size\": 300", "the logits have 257 columns, but vocab_size in config.json is 300")]
    public void Load_ConfigContradictsTheGraph_GivesBothNumbers(string key, string expected)
    {
        CopyModel("gpt2-optimum", "model.onnx", "tokenizer.json");
        string vocabulary = key.Contains("vocab_size", StringComparison.Ordinal) ? "" : ", \"vocab_size\": 257";
        _folder.Write("config.json", $$"""{"n_positions": 64{{vocabulary}}, {{key}}}""");

        var e = Assert.Throws<ModelFormatException>(() => LanguageModel.Load(_folder.Path));

        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "leaves its heads open, and config.json does not give them")]
    [InlineData(", \"num_heads\": 3", "leaves its numbers per head open, and config.json does not give them")]
    public void Load_NobodyGivesTheSizes_SaysWhich(string keys, string expected)
    {
        CopyModel("gptneo-optimum", "model.onnx", "tokenizer.json");
        _folder.Write("config.json", $$"""{"max_position_embeddings": 64, "vocab_size": 257{{keys}}}""");

        var e = Assert.Throws<ModelFormatException>(() => LanguageModel.Load(_folder.Path));

        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_WeightsFileIsMissing_NamesIt()
    {
        CopyModel("gpt2-external", "model.onnx", "config.json", "tokenizer.json");

        var e = Assert.Throws<ModelFormatException>(() => LanguageModel.Load(_folder.Path));

        Assert.Contains("'model.onnx_data', which is not in the model's folder", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_GraphOfTheOtherHalfIsAnothers_NamesWhatIsMissing()
    {
        CopyModel("gpt2-split", "decoder_with_past_model.onnx", "config.json", "tokenizer.json");
        _folder.Copy(Path.Combine(SmallModel.Folder("gpt2-plain"), "model.onnx"), "decoder_model.onnx");

        var e = Assert.Throws<ModelFormatException>(() => LanguageModel.Load(_folder.Path));

        Assert.Contains("no output 'present.0.key'", e.Message, StringComparison.Ordinal);
    }

    private void CopyModel(string model, params string[] files)
    {
        foreach (string file in files)
        {
            _folder.Copy(Path.Combine(SmallModel.Folder(model), file), file);
        }
    }

    private static OnnxModel Load(string graph) => OnnxModel.Load(
        new GraphSource
        {
            Files = new GraphFiles(Path.Combine(AppContext.BaseDirectory, "Graphs", graph + ".onnx")),
            Config = new ModelConfig { VocabularySize = 4 },
            Owner = typeof(OnnxModel),
        },
        contextLength: 8);
}
