using GptPrompting.Graphs;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Graphs;

public class RewriteTests
{
    private static readonly OnnxGraph InBoxGraph = OnnxGraph.Open(Path.Combine(InBox.Folder, "model_fp16.onnx"));

    private static readonly RewriteOptions Everything = new() { ContextLength = 512 };

    [Fact]
    public void Rewrite_InBoxModel_AppliesRowsAndAttention()
    {
        RewrittenGraph rewritten = GraphRewriter.Rewrite(InBoxGraph, Everything);

        Assert.Equal(["logits of wanted rows", "fused attention"], rewritten.Steps.Select(step => step.Name));
        Assert.All(rewritten.Steps, step => Assert.Null(step.NotAppliedBecause));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_RewrittenGraph_GivesThePlainGraphsLogits(bool isFused)
    {
        using var plain = new GraphRun(InBoxGraph);
        using GraphRun rewritten = Rewritten(Everything with { FusedAttention = isFused });

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
