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

        Assert.Equal(["logits of wanted rows", "fused attention"],
            result.Rewrites.Where(rewrite => rewrite.IsApplied).Select(rewrite => rewrite.Name));
        Assert.Equal([target], Directory.GetFileSystemEntries(folder.Path));
        using LanguageModel faster = LanguageModel.Load(target);
        string text = "Question: What is the capital of France?\nAnswer:";
        Assert.Equal(InBox.Model.Score(text, " Paris").LogLikelihood, faster.Score(text, " Paris").LogLikelihood, 1e-4);
    }

    [Theory]
    [InlineData(ModelWeights.EightBit, 0.7, 0.05)]
    [InlineData(ModelWeights.FourBit, 0.5, 0.5)]
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

        Assert.Contains("an input 'rows' already", e.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(twice));
        Assert.False(Directory.Exists(twice + ".part"));
    }
}
