using GptPrompting.Models;
using GptPrompting.Models.Folders;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests;

public class LanguageModelWeightsTests
{
    private const string Text = "Once upon a time there was a little girl.";

    [Theory]
    [InlineData(ModelWeights.EightBit, GraphRewriting.Always, 1e-3)]
    [InlineData(ModelWeights.FourBit, GraphRewriting.Always, 1e-3)]
    [InlineData(ModelWeights.EightBit, GraphRewriting.Never, 0.02)]
    [InlineData(ModelWeights.EightBitExact, GraphRewriting.Always, 1e-4)]
    [InlineData(ModelWeights.EightBitExact, GraphRewriting.Never, 1e-4)]
    [InlineData(ModelWeights.FourBitExact, GraphRewriting.Always, 1e-4)]
    [InlineData(ModelWeights.FourBitExact, GraphRewriting.Never, 1e-4)]
    public void Load_Weights_PredictsAsTheOptimizedFolderDoes(
        ModelWeights weights, GraphRewriting rewriting, double tolerance)
    {
        using var folder = new TemporaryFolder();
        string target = Path.Combine(folder.Path, "smaller");
        ModelOptimizer.Optimize(InBox.Folder, target, weights);
        using LanguageModel optimized = LanguageModel.Load(target);

        using LanguageModel model = LanguageModel.Load(
            InBox.Folder, new LanguageModelOptions { Weights = weights, Rewriting = rewriting });

        Assert.NotEqual(InBox.Model.ScoreDocument(Text).Loss, model.ScoreDocument(Text).Loss);
        Assert.Equal(optimized.ScoreDocument(Text).Loss, model.ScoreDocument(Text).Loss, tolerance);
    }

    [Fact]
    public void Load_SixteenBit_OfWeightsThatAreSo_PredictsTheSame()
    {
        using var folder = new TemporaryFolder();
        string target = Path.Combine(folder.Path, "same");
        ModelOptimizer.Optimize(InBox.Folder, target, ModelWeights.SixteenBit);
        using LanguageModel optimized = LanguageModel.Load(target);
        using LanguageModel model = LanguageModel.Load(
            InBox.Folder, new LanguageModelOptions { Weights = ModelWeights.SixteenBit });

        double expected = InBox.Model.ScoreDocument(Text).Loss;

        Assert.Equal(expected, model.ScoreDocument(Text).Loss, 1e-4);
        Assert.Equal(expected, optimized.ScoreDocument(Text).Loss, 1e-4);
    }

    [Theory]
    [InlineData(GraphRewriting.Always, true)]
    [InlineData(GraphRewriting.Never, false)]
    public void Source_EightBit_IsPackedWhereGraphsAreRewritten(GraphRewriting rewriting, bool isPacked)
    {
        var options = new LanguageModelOptions { Weights = ModelWeights.EightBit, Rewriting = rewriting };

        GraphSource source = FolderSource.Of(InBox.Folder, options);

        Assert.Equal(isPacked, source.Packed is not null);
        Assert.Single(source.Rewritten);
    }

    [Fact]
    public void Load_Weights_LeavesTheFolderAsItWas()
    {
        string[] before = Directory.GetFileSystemEntries(InBox.Folder);

        using LanguageModel model =
            LanguageModel.Load(InBox.Folder, new LanguageModelOptions { Weights = ModelWeights.EightBit });

        Assert.Equal(before, Directory.GetFileSystemEntries(InBox.Folder));
    }

    [Fact]
    public void Load_WeightsThatAreNoFloats_SaysWhy()
    {
        using var folder = new TemporaryFolder();
        string target = Path.Combine(folder.Path, "smaller");
        ModelOptimizer.Optimize(InBox.Folder, target, ModelWeights.FourBit);
        var options = new LanguageModelOptions { Weights = ModelWeights.EightBit };

        var e = Assert.Throws<ArgumentException>(() => LanguageModel.Load(target, options));

        Assert.Contains("Weights is EightBit", e.Message, StringComparison.Ordinal);
        Assert.Contains("integers already", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_SplitDecoder_StoresTheWeightsOfBothGraphs()
    {
        var files = ModelFolder.Open(SmallModel.Folder("gpt2-split"), null);
        var options = new LanguageModelOptions { Weights = ModelWeights.EightBit };

        GraphSource source = FolderGraphs.Source(files, files.ReadConfig(), options);

        Assert.Equal(files.Graphs.All, source.Rewritten.Keys);
    }

    [Fact]
    public void Load_MaskedModelWithSmallerWeights_PredictsNearlyTheSame()
    {
        string folder = Path.Combine(Repository.Root, "examples", "MinimalPairs", "tiny-bert");
        using MaskedLanguageModel plain = MaskedLanguageModel.Load(folder);
        using MaskedLanguageModel smaller =
            MaskedLanguageModel.Load(folder, new LanguageModelOptions { Weights = ModelWeights.EightBit });

        double expected = plain.Score("The boys near the house are happy.").LogLikelihood;
        double actual = smaller.Score("The boys near the house are happy.").LogLikelihood;

        Assert.NotEqual(expected, actual);
        Assert.Equal(expected, actual, 0.5);
    }

    [Fact]
    public void Embed_SmallerWeights_GivesNearlyTheSameVector()
    {
        using LanguageModel smaller =
            LanguageModel.Load(InBox.Folder, new LanguageModelOptions { Weights = ModelWeights.EightBit });

        float[] expected = InBox.Model.Embed("the quick brown fox", new() { Normalize = true });
        float[] actual = smaller.Embed("the quick brown fox", new() { Normalize = true });

        Assert.NotEqual(expected, actual);
        Assert.InRange(expected.Zip(actual, (a, b) => a * b).Sum(), 0.99f, 1.0001f);
    }

    [Fact]
    public void Describe_SmallerWeights_SaysThatTheyAreStoredSo()
    {
        var options = new LanguageModelOptions { Weights = ModelWeights.FourBit, Rewriting = GraphRewriting.Always };

        ModelRewrite weights = ModelDescription.Load(InBox.Folder, options).Rewrites
            .Single(rewrite => rewrite.Name.StartsWith("weights", StringComparison.Ordinal));

        Assert.Equal(("weights as Int4", true, null), (weights.Name, weights.IsApplied, weights.Obstacle));
    }
}
