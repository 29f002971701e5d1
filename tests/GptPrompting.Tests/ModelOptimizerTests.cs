using GptPrompting.Graphs;
using GptPrompting.Models;
using GptPrompting.Models.Folders;
using GptPrompting.Models.Packed;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests;

public class ModelOptimizerTests
{
    [Fact]
    public void Optimize_InBoxModel_WritesAFolderThatAnswersTheSame()
    {
        using var folder = new TemporaryFolder();
        string target = Path.Combine(folder.Path, "faster");

        OptimizedModel result = ModelOptimizer.Optimize(InBox.Folder, target);

        Assert.Equal(
            [
                ("logits of wanted rows", true, false), ("matrix products without reshaping", true, false),
                ("fused attention", false, true),
            ],
            result.Rewrites.Take(3).Select(rewrite => (rewrite.Name, rewrite.IsInFile, rewrite.IsApplied)));
        Assert.Equal([target], Directory.GetFileSystemEntries(folder.Path));
        using LanguageModel faster = LanguageModel.Load(target);
        string text = "Question: What is the capital of France?\nAnswer:";
        Assert.Equal(InBox.Model.Score(text, " Paris").LogLikelihood, faster.Score(text, " Paris").LogLikelihood, 1e-4);
    }

    [Theory]
    [InlineData(ModelWeights.EightBit, 0.7, 0.05)]
    [InlineData(ModelWeights.FourBit, 0.5, 0.5)]
    [InlineData(ModelWeights.EightBitExact, 0.7, 0.05)]
    [InlineData(ModelWeights.FourBitExact, 0.5, 0.5)]
    [InlineData(ModelWeights.SixteenBit, 1.01, 0.001)]
    public void Optimize_SmallerWeights_TakeLessAndPredictNearlyAsWell(
        ModelWeights weights, double size, double tolerance)
    {
        using var folder = new TemporaryFolder();
        string target = Path.Combine(folder.Path, "smaller");

        OptimizedModel result = ModelOptimizer.Optimize(InBox.Folder, target, weights);

        Assert.InRange(result.BytesAfter, 1, result.BytesBefore * size);
        using LanguageModel smaller = LanguageModel.Load(target);
        double before = InBox.Model.ScoreDocument("Once upon a time there was a little girl.").Loss;
        double after = smaller.ScoreDocument("Once upon a time there was a little girl.").Loss;
        Assert.InRange(Math.Abs(after - before), 0, tolerance);
    }

    [Fact]
    public void Optimize_FolderWithFiles_LeavesThemAlone()
    {
        using var folder = new TemporaryFolder();
        folder.Write("mine.txt", "mine");

        var e = Assert.Throws<IOException>(() => ModelOptimizer.Optimize(InBox.Folder, folder.Path));

        Assert.Contains("nothing is overwritten", e.Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Optimize_AlreadyOptimized_SaysThatNothingFits()
    {
        using var folder = new TemporaryFolder();
        string once = Path.Combine(folder.Path, "once");
        string twice = Path.Combine(folder.Path, "twice");
        ModelOptimizer.Optimize(InBox.Folder, once);

        var e = Assert.Throws<ArgumentException>(() => ModelOptimizer.Optimize(once, twice));

        Assert.Contains("logits of wanted rows, because the file has it already", e.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(twice));
        Assert.False(Directory.Exists(twice + ".part"));
    }

    [Theory]
    [InlineData(ModelWeights.AsTheyAre, 2e-4f)]
    [InlineData(ModelWeights.SixteenBit, 2e-4f)]
    [InlineData(ModelWeights.FourBit, 0.3f)]
    [InlineData(ModelWeights.EightBit, 0.3f)]
    [InlineData(ModelWeights.FourBitExact, 2e-4f)]
    [InlineData(ModelWeights.EightBitExact, 2e-4f)]
    public void Optimize_InBoxModel_IsOpenedPackedAndComputesWhatTheBatchedFormDoes(
        ModelWeights weights, float tolerance)
    {
        using var folder = new TemporaryFolder();
        string target = Path.Combine(folder.Path, "faster");
        ModelOptimizer.Optimize(InBox.Folder, target, weights);

        using ICausalModel packed = Open(target, GraphRewriting.WhenLarge);
        using ICausalModel batched = Open(target, GraphRewriting.WhenLarge, AttentionForm.Batched);
        using ICausalModel asItIs = Open(target, GraphRewriting.Never);

        Assert.IsType<PackedModel>(packed);
        Assert.IsType<OnnxModel>(batched);
        float[][] expected = Logits(asItIs);
        Assert.All(new[] { packed, batched }.Select(Logits), logits => Assert.All(
            expected.Zip(logits), pair => Assert.InRange(Difference(pair.First, pair.Second), 0, tolerance)));
    }

    [Fact]
    public void Embed_OptimizedFolder_GivesTheSameVector()
    {
        using var folder = new TemporaryFolder();
        string target = Path.Combine(folder.Path, "faster");
        ModelOptimizer.Optimize(InBox.Folder, target);
        using LanguageModel faster = LanguageModel.Load(target);

        float[] expected = InBox.Model.Embed("the quick brown fox");

        Assert.InRange(Difference(expected, faster.Embed("the quick brown fox")), 0, 1e-4f);
    }

    [Theory]
    [InlineData("llama-genai-fp16", ModelWeights.SixteenBit, "as 32-bit floats")]
    [InlineData("llama-genai-fp16", ModelWeights.EightBit, "as 32-bit floats")]
    [InlineData("llama-genai-fp16", ModelWeights.FourBit, "as 32-bit floats")]
    [InlineData("llama-genai-int4", ModelWeights.FourBit, "integers already")]
    [InlineData("gpt2-merged", ModelWeights.EightBit, "branches")]
    public void Optimize_NoProductToStoreSmaller_SaysWhyAndWritesNothing(
        string model, ModelWeights weights, string expected)
    {
        using var folder = new TemporaryFolder();
        string source = Path.Combine(Repository.Root, "tests", "SmallModels", model);

        var e = Assert.Throws<ArgumentException>(
            () => ModelOptimizer.Optimize(source, Path.Combine(folder.Path, "smaller"), weights));

        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Describe_OptimizedFolder_SaysWhatIsThereAndWhatIsMade()
    {
        using var folder = new TemporaryFolder();
        string target = Path.Combine(folder.Path, "faster");
        ModelOptimizer.Optimize(InBox.Folder, target, ModelWeights.EightBit);

        IReadOnlyList<ModelRewrite> rewrites = ModelDescription.Load(target).Rewrites;

        Assert.Equal(
            [
                new("logits of wanted rows", "model_fp16.onnx", null) { IsInFile = true, IsApplied = false },
                new("matrix products without reshaping", "model_fp16.onnx", null)
                {
                    IsInFile = true,
                    IsApplied = false,
                },
                new("fused attention", "model_fp16.onnx", null) { IsApplied = true },
                new("rows of embeddings from the file", "model_fp16.onnx", null) { IsApplied = true },
            ],
            rewrites);
    }

    private static ICausalModel Open(
        string folder, GraphRewriting rewriting, AttentionForm form = AttentionForm.Packed)
    {
        var files = ModelFolder.Open(folder, null);
        var options = new LanguageModelOptions { Threads = 1, Rewriting = rewriting };
        return FolderGraphs.Open(FolderGraphs.Source(files, files.ReadConfig(), options, form), contextLength: 512);
    }

    /// <summary>Of a beginning, of further tokens, and of one more.</summary>
    private static float[][] Logits(ICausalModel model)
    {
        using ICausalSequence sequence = model.Begin();
        int[][] reads = [[10, 200, 30, 400, 50], [61, 720, 83], [94]];
        return [.. reads.Select(ids => sequence.Read(ids, ids.Length).ToArray())];
    }

    private static float Difference(float[] expected, float[] actual) =>
        expected.Zip(actual, (a, b) => MathF.Abs(a - b)).Max();
}
