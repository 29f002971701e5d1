using Google.Protobuf;
using GptPrompting.Graphs;
using GptPrompting.Graphs.Format;
using GptPrompting.Tests.Fakes;
using Microsoft.ML.OnnxRuntime;

namespace GptPrompting.Tests.Graphs;

/// <summary>
/// Graphs with nodes changed at random: a rewrite is refused, or it computes what the changed graph computes.
/// </summary>
public class ChangedGraphTests
{
    [Theory]
    [InlineData("gpt2-optimum", "Batched")]
    [InlineData("gptneox-optimum", "Packed")]
    public void Rewrite_NodesChangedAtRandom_RefusesOrComputesTheSame(string folder, string form)
    {
        using var files = new TemporaryFolder();
        string source = Path.Combine(Repository.Root, "tests", "SmallModels", folder, "model.onnx");
        ModelProto model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(source));
        var options = new RewriteOptions { ContextLength = 64, Attention = Enum.Parse<AttentionForm>(form) };
        var random = new Random(20261123);
        int compared = 0;
        for (int round = 0; round < 80; round++)
        {
            string path = files.Write($"{round}.onnx", NodeMutation.Of(model, random).ToByteArray());
            Exception? error = Record.Exception(() => compared += Compare(path, options, round));

            Assert.True(error is null or ModelFormatException, $"Round {round}: {error}");
        }

        Assert.InRange(compared, 10, 79);
    }

    /// <returns>1 where both graphs ran and gave the same, 0 where the changed one does not run.</returns>
    private static int Compare(string path, RewriteOptions options, int round)
    {
        OnnxGraph graph = OnnxGraph.Open(path);
        RewrittenGraph rewritten = GraphRewriter.Rewrite(graph, options);
        if (!rewritten.Steps[^1].IsApplied || Run(new Lazy<GraphRun>(() => new GraphRun(graph))) is not float[] plain)
        {
            return 0;
        }

        float[]? fused = Run(new Lazy<GraphRun>(() => new GraphRun(rewritten.ToBytes(), Path.GetDirectoryName(path)!)));
        float largest = fused is null ? float.NaN : plain.Zip(fused).Max(pair => Math.Abs(pair.First - pair.Second));
        return largest <= 1e-3f
            ? 1
            : throw new InvalidOperationException($"Round {round}: the logits differ by {largest}.");
    }

    private static float[]? Run(Lazy<GraphRun> opened)
    {
        try
        {
            using GraphRun run = opened.Value;
            return [.. run.Read([1, 2, 3, 4, 5], [0, 4]), .. run.Read([6, 7, 8], [0, 1, 2])];
        }
        catch (Exception e) when (e is OnnxRuntimeException or InvalidOperationException)
        {
            return null;
        }
    }
}
