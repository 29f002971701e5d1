using GptPrompting.Models;
using GptPrompting.Models.Folders;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Models;

public class OnnxModelTests
{
    private static readonly ModelConfig FourTokens = new() { VocabularySize = 4 };

    [Fact]
    public void Read_ChainGraph_GivesTheTablesRows()
    {
        using OnnxModel model = Load("chain");
        using ICausalSequence sequence = model.Begin();

        float[] logits = sequence.Read([0, 1], rows: 2).ToArray();

        Assert.Equal([0, 10, 0, 0, 0, 0, 10, 0], logits);
    }

    [Fact]
    public void Read_FewerRowsThanTokens_GivesTheLastOnes()
    {
        using OnnxModel model = Load("chain");
        using ICausalSequence sequence = model.Begin();

        Assert.Equal([0, 0, 10, 0], sequence.Read([0, 1], rows: 1).ToArray());
        Assert.Equal([10, 0, 0, 0], sequence.Read([3], rows: 1).ToArray());
        Assert.Equal(3, sequence.Length);
    }

    [Fact]
    public void Load_OpenOrFixedColumns_GivesTheVocabularySize()
    {
        using OnnxModel open = Load("chain");
        using OnnxModel fixedColumns = Load("fixed-four-columns", new ModelConfig());

        Assert.Equal(4, open.VocabularySize);
        Assert.Equal(4, fixedColumns.VocabularySize);
    }

    [Theory]
    [InlineData("no-logits", "no output 'logits'")]
    [InlineData("unknown-input", "'encoder_hidden_states'")]
    [InlineData("present-of-another-name", "no output 'present.0.key'")]
    [InlineData("open-heads", "'past_key_values.0.key' leaves its heads open")]
    public void Load_AnotherLayout_SaysWhatIsWrong(string graph, string expected)
    {
        var e = Assert.Throws<ModelFormatException>(() => Load(graph));

        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.EndsWith(graph + ".onnx", e.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ConfigContradictsTheGraph_GivesBothNumbers()
    {
        var e = Assert.Throws<ModelFormatException>(() => Load("five-columns"));

        Assert.Contains("5 columns, but vocab_size in config.json is 4", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_GraphGivesOtherColumnsThanConfigSays_Throws()
    {
        using OnnxModel model = Load("five-columns-when-run");
        using ICausalSequence sequence = model.Begin();

        var e = Assert.Throws<ModelFormatException>(() => sequence.Read([0], rows: 1).ToArray());

        Assert.Contains("[1, 1, 5]", e.Message, StringComparison.Ordinal);
        Assert.Equal(0, sequence.Length);
    }

    [Fact]
    public void Load_NotOnnx_Throws()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("model.onnx", "this is text");

        var e = Assert.Throws<ModelFormatException>(() => Open(path, FourTokens, contextLength: 8));

        Assert.Contains("ONNX Runtime cannot open this file", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new int[0], 1, "no token")]
    [InlineData(new[] { 4 }, 1, "Token id 4")]
    [InlineData(new[] { -1 }, 1, "Token id -1")]
    [InlineData(new[] { 0, 0, 0, 0, 0, 0, 0, 0, 0 }, 1, "9 tokens; the model reads at most 8")]
    [InlineData(new[] { 0 }, 2, "rows")]
    public void Read_WrongArgument_SaysWhat(int[] ids, int rows, string expected)
    {
        using OnnxModel model = Load("chain");
        using ICausalSequence sequence = model.Begin();

        var e = Assert.ThrowsAny<ArgumentException>(() => sequence.Read(ids, rows).ToArray());

        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.Equal([0, 10, 0, 0], sequence.Read([0], rows: 1).ToArray());
    }

    [Fact]
    public void Read_Cancelled_LeavesTheSequenceAsItWas()
    {
        using OnnxModel model = Load("chain");
        using ICausalSequence sequence = model.Begin();
        sequence.Read([0], rows: 1);

        Assert.ThrowsAny<OperationCanceledException>(
            () => sequence.Read([1], rows: 1, new CancellationToken(canceled: true)).ToArray());

        Assert.Equal(1, sequence.Length);
        Assert.Equal([0, 0, 10, 0], sequence.Read([1], rows: 1).ToArray());
    }

    [Fact]
    public async Task Read_CancelledWithinAForwardPass_LeavesTheSequenceUsable()
    {
        using OnnxModel model = LoadInBox();
        int[] prompt = [.. Enumerable.Range(0, 500)];
        int cancelled = 0;
        for (int attempt = 0; attempt < 30; attempt++)
        {
            using var cancellation = new CancellationTokenSource();
            using ICausalSequence sequence = model.Begin();
            Task reading = Task.Run(
                () => { sequence.Read(prompt, rows: 1, cancellation.Token); }, CancellationToken.None);
            await Task.Delay(attempt % 6);
            await cancellation.CancelAsync();
            if (await Record.ExceptionAsync(() => reading) is OperationCanceledException)
            {
                cancelled++;
                Assert.Equal(2048, sequence.Read([1, 2, 3], rows: 1).Length);
            }
        }

        Assert.True(cancelled > 0, "No pass of 30 was cancelled.");
    }

    [Fact]
    public void Dispose_Twice_TurnsCallsAway()
    {
        OnnxModel model = Load("chain");
        using ICausalSequence sequence = model.Begin();

        model.Dispose();
        model.Dispose();

        Assert.Throws<ObjectDisposedException>(() => sequence.Read([0], rows: 1).ToArray());
        Assert.Throws<ObjectDisposedException>(model.Begin);
    }

    private static OnnxModel LoadInBox() =>
        Open(Path.Combine(InBox.Folder, "model_fp16.onnx"), new ModelConfig(), contextLength: 512);

    private static OnnxModel Load(string graph, ModelConfig? config = null) =>
        Open(Path.Combine(AppContext.BaseDirectory, "Graphs", graph + ".onnx"), config ?? FourTokens, contextLength: 8);

    private static OnnxModel Open(string path, ModelConfig config, int contextLength)
    {
        var source = new GraphSource
        {
            Files = new GraphFiles(path),
            Config = config,
            Settings = new SessionSettings { Threads = 1 },
            Owner = typeof(OnnxModel),
        };
        return OnnxModel.Load(source, contextLength);
    }
}
