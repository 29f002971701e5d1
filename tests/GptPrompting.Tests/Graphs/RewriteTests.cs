using GptPrompting.Graphs;
using GptPrompting.Graphs.Format;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Graphs;

public class RewriteTests
{
    private static readonly OnnxGraph InBoxGraph = OnnxGraph.Open(Path.Combine(InBox.Folder, "model_fp16.onnx"));

    private static readonly RewriteOptions Everything = new() { ContextLength = 512, Attention = AttentionForm.Packed };

    [Fact]
    public void Rewrite_InBoxModel_AppliesRowsAndAttention()
    {
        RewrittenGraph rewritten = GraphRewriter.Rewrite(InBoxGraph, Everything);

        Assert.Equal(["logits of wanted rows", "matrix products without reshaping", "fused attention"],
            rewritten.Steps.Select(step => step.Name));
        Assert.All(rewritten.Steps, step => Assert.Null(step.NotAppliedBecause));
    }

    [Theory]
    [InlineData("AsItIs")]
    [InlineData("Batched")]
    [InlineData("Packed")]
    public void Read_RewrittenGraph_GivesThePlainGraphsLogits(string form)
    {
        using var plain = new GraphRun(InBoxGraph);
        using GraphRun rewritten = Rewritten(Everything with { Attention = Enum.Parse<AttentionForm>(form) });

        Same(plain.Read([1, 2, 3, 4, 5], [4, 2]), rewritten.Read([1, 2, 3, 4, 5], [4, 2]));
        Same(plain.Read([6, 7, 8], [0, 1, 2]), rewritten.Read([6, 7, 8], [0, 1, 2]));
        Same(plain.Read([9], [0]), rewritten.Read([9], [0]));
    }

    [Fact]
    public void Read_TreeBehindASharedPrefix_GivesWhatEachBranchGivesAlone()
    {
        using GraphRun packed = Rewritten(Everything);
        packed.Read([1, 2, 3, 4], [3]);
        float[] bias = [.. Enumerable.Range(0, 4 * 8).Select(i => Sees(i / 8, i % 8) ? 0 : -1e9f)];

        // Two branches of two tokens each: slots 4 and 5, and 6 and 7; positions 4 and 5 in both.
        float[] logits = packed.Read([10, 11, 20, 21], [1, 3], bias, [4, 5, 4, 5]);

        Same(Alone([1, 2, 3, 4, 10, 11]), logits[..2048]);
        Same(Alone([1, 2, 3, 4, 20, 21]), logits[2048..]);

        static bool Sees(int query, int slot) =>
            slot < 4 || (slot - 4 <= query && (slot - 4) / 2 == query / 2);
    }

    [Fact]
    public void WriteTo_File_IsOpenedAndRunAsTheBytesAre()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "model.onnx");
        GraphRewriter.Rewrite(InBoxGraph, Everything).WriteTo(path);

        using var written = new GraphRun(OnnxGraph.Open(path));
        using GraphRun inMemory = Rewritten(Everything);

        Assert.Equal(inMemory.Read([1, 2, 3], [2]), written.Read([1, 2, 3], [2]));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void WriteTo_FileThatExists_LeavesItAlone()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("model.onnx", "mine");

        Assert.Throws<IOException>(() => GraphRewriter.Rewrite(InBoxGraph, Everything).WriteTo(path));

        Assert.Equal("mine", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData("gpt2-optimum/model.onnx", "Batched")]
    [InlineData("gpt2-optimum/model.onnx", "Packed")]
    [InlineData("gpt2-external/model.onnx", "Packed")]
    [InlineData("gpt2-transformersjs/onnx/model.onnx", "Batched")]
    [InlineData("gpt2-transformersjs/onnx/model.onnx", "Packed")]
    [InlineData("gptj-optimum/model.onnx", "Batched")]
    [InlineData("gptj-optimum/model.onnx", "Packed")]
    [InlineData("gptneox-optimum/model.onnx", "Batched")]
    [InlineData("gptneox-optimum/model.onnx", "Packed")]
    [InlineData("llama-optimum/model.onnx", "Packed")]
    public void Read_EachArchitecture_GivesThePlainGraphsLogits(string file, string form)
    {
        OnnxGraph graph = OnnxGraph.Open(Path.Combine(Repository.Root, "tests", "SmallModels", file));
        RewrittenGraph fused = GraphRewriter.Rewrite(
            graph, new RewriteOptions { ContextLength = 64, Attention = Enum.Parse<AttentionForm>(form) });
        using var plain = new GraphRun(graph);
        using var rewritten = new GraphRun(fused.ToBytes(), Path.GetDirectoryName(graph.Path)!);

        Assert.All(fused.Steps, step => Assert.Null(step.NotAppliedBecause));
        Same(plain.Read([1, 2, 3, 4, 5], [4, 2]), rewritten.Read([1, 2, 3, 4, 5], [4, 2]));
        Same(plain.Read([6, 7, 8], [0, 1, 2]), rewritten.Read([6, 7, 8], [0, 1, 2]));
        Same(plain.Read([9], [0]), rewritten.Read([9], [0]));
    }

    [Fact]
    public void Rewrite_EmbeddingStoredTwice_StoresItOnce()
    {
        OnnxGraph graph = OnnxGraph.Open(Path.Combine(Repository.Root, "tests/SmallModels/gpt2-optimum/model.onnx"));
        var options = new RewriteOptions { ContextLength = 64, SharedEmbedding = true };
        RewrittenGraph shared = GraphRewriter.Rewrite(graph, options);
        using var plain = new GraphRun(graph);
        using var rewritten = new GraphRun(shared.ToBytes(), Path.GetDirectoryName(graph.Path)!);

        // 257 tokens by a width of 24.
        Assert.Equal(4 * 257 * 24,
            GraphRewriter.Rewrite(graph, options with { SharedEmbedding = false }).WeightBytes - shared.WeightBytes);
        Same(plain.Read([1, 2, 3], [0, 2]), rewritten.Read([1, 2, 3], [0, 2]));
    }

    [Theory]
    [InlineData("gptneox-optimum/model.onnx", "not the embeddings")]
    [InlineData("gpt2-merged/decoder_model_merged.onnx", null)]
    public void Rewrite_EmbeddingsOfTheirOwn_AreKept(string file, string? expected)
    {
        OnnxGraph graph = OnnxGraph.Open(Path.Combine(Repository.Root, "tests", "SmallModels", file));

        RewriteStep? step = GraphRewriter
            .Rewrite(graph, new RewriteOptions { ContextLength = 64, SharedEmbedding = true })
            .Steps.FirstOrDefault(each => each.Name == "embeddings stored once");

        Assert.Equal(expected is null, step is null);
        Assert.Contains(expected ?? "", step?.NotAppliedBecause ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gpt1-plain/model.onnx", "no key-value cache")]
    [InlineData("gpt2-merged/decoder_model_merged.onnx", "branches or loops")]
    [InlineData("gpt2-transformersjs/onnx/model_fp16.onnx", "does not hold 32-bit floats")]
    [InlineData("llama-genai/model.onnx", "fused in another way")]
    [InlineData("llama-optimum/model.onnx", "4 heads of queries and 2 of keys")]
    public void Rewrite_ArchitectureThatDoesNotFit_SaysWhy(string file, string expected)
    {
        OnnxGraph graph = OnnxGraph.Open(Path.Combine(Repository.Root, "tests", "SmallModels", file));

        RewrittenGraph rewritten = GraphRewriter.Rewrite(
            graph, new RewriteOptions { ContextLength = 64, Attention = AttentionForm.Batched });

        Assert.Contains(expected, rewritten.Steps[2].NotAppliedBecause, StringComparison.Ordinal);
    }

    private static float[] Alone(long[] ids)
    {
        using var plain = new GraphRun(InBoxGraph);
        return plain.Read(ids, [ids.Length - 1]);
    }

    private static GraphRun Rewritten(RewriteOptions options) =>
        new(GraphRewriter.Rewrite(InBoxGraph, options).ToBytes(), InBox.Folder);

    private static void Same(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
    }
}
