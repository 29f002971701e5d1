using Google.Protobuf;
using GptPrompting.Graphs;
using GptPrompting.Graphs.Format;
using GptPrompting.Models;
using GptPrompting.Models.Folders;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests;

public sealed class RewriteCacheTests : IDisposable
{
    private const string Graph = "model_fp16.onnx";

    private static readonly DateTime LongAgo = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly LanguageModelOptions AsTheyAre = new()
    {
        Rewriting = GraphRewriting.Always,
        RewriteCacheFolder = LanguageModelOptions.CacheBesideModel,
        Threads = 1,
    };

    private static readonly LanguageModelOptions EightBit = AsTheyAre with { Weights = ModelWeights.EightBit };

    private readonly TemporaryFolder _folder = new();

    public RewriteCacheTests()
    {
        // Without what is prepared, which would be taken instead.
        foreach (string file in Directory.EnumerateFiles(InBox.Folder)
            .Where(file => Path.GetExtension(file) != ".prepared"))
        {
            _folder.Copy(file, Path.GetFileName(file));
        }
    }

    private string CacheFolder => Path.Combine(_folder.Path, LanguageModelOptions.CacheBesideModel);

    private string[] Kept => [.. Directory.EnumerateFiles(CacheFolder).Order()];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ModelWeights.AsTheyAre)]
    [InlineData(ModelWeights.EightBit)]
    [InlineData(ModelWeights.FourBit)]
    [InlineData(ModelWeights.EightBitExact)]
    [InlineData(ModelWeights.FourBitExact)]
    public void Load_SecondTime_TakesWhatWasKeptAndComputesTheSame(ModelWeights weights)
    {
        LanguageModelOptions options = AsTheyAre with { Weights = weights };
        float[] uncached = Logits(options with { RewriteCacheFolder = null });

        float[] first = Logits(options);
        File.SetLastWriteTimeUtc(Assert.Single(Kept), LongAgo);
        float[] second = Logits(options);

        Assert.Equal(uncached, first);
        Assert.Equal(uncached, second);
        Assert.Equal(LongAgo, File.GetLastWriteTimeUtc(Assert.Single(Kept)));
        Assert.True(Source(options).Packed!.IsPacked);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.3)]
    [InlineData(0.9)]
    [InlineData(1.0)]
    public void Load_ByteThatChanged_MakesItAgain(double place)
    {
        float[] expected = Logits(EightBit);
        byte[] bytes = File.ReadAllBytes(Kept[0]);
        bytes[(int)(place * (bytes.Length - 1))] ^= 1;
        Damage(bytes);

        Assert.Equal(expected, Logits(EightBit));
        Assert.NotEqual(LongAgo, File.GetLastWriteTimeUtc(Assert.Single(Kept)));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(0.99999)]
    [InlineData(1.1)]
    public void Load_OtherLength_MakesItAgain(double length)
    {
        float[] expected = Logits(EightBit);
        byte[] bytes = File.ReadAllBytes(Kept[0]);
        Array.Resize(ref bytes, (int)(length * bytes.Length));
        Damage(bytes);

        Assert.Equal(expected, Logits(EightBit));
        Assert.NotEqual(LongAgo, File.GetLastWriteTimeUtc(Assert.Single(Kept)));
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Load_PipeInThePlaceOfTheFile_MakesItAgain(bool isBehindLink)
    {
        Skip.If(OperatingSystem.IsWindows(), "Pipes are no files there.");
        float[] expected = Logits(EightBit);
        string kept = Assert.Single(Kept);
        if (isBehindLink)
        {
            string pipe = Path.Combine(_folder.Path, "pipe");
            NamedPipe.Create(pipe);
            File.Delete(kept);
            File.CreateSymbolicLink(kept, pipe);
        }
        else
        {
            NamedPipe.Create(kept);
        }

        Assert.Equal(expected, Logits(EightBit));
        Assert.True(new FileInfo(Assert.Single(Kept)).Length > 1_000_000);
    }

    [SkippableFact]
    public void Load_FileThatCannotBeRead_MakesItAgain()
    {
        Skip.If(OperatingSystem.IsWindows(), "A file in use cannot be replaced there.");
        float[] expected = Logits(EightBit);
        File.SetLastWriteTimeUtc(Kept[0], LongAgo);
        using var locked = new FileStream(Kept[0], FileMode.Open, FileAccess.Read, FileShare.None);

        Assert.Equal(expected, Logits(EightBit));
        Assert.NotEqual(LongAgo, File.GetLastWriteTimeUtc(Assert.Single(Kept)));
    }

    [Fact]
    public void Load_FolderInThePlaceOfTheFile_SaysSo()
    {
        Logits(EightBit);
        string kept = Assert.Single(Kept);
        File.Delete(kept);
        Directory.CreateDirectory(kept);

        var e = Assert.Throws<IOException>(() => Logits(EightBit));

        Assert.Contains($"cannot be kept in the folder {CacheFolder}", e.Message, StringComparison.Ordinal);
        Assert.Contains(Path.GetFileName(kept), e.Message, StringComparison.Ordinal);
        Assert.Empty(Kept);
    }

    [Fact]
    public void Load_OtherWeightsInFilesOfTheSameSizeAndTime_MakesItAgain()
    {
        float[] before = Logits(EightBit);
        ChangeWeight();

        float[] after = Logits(EightBit);

        Assert.NotEqual(before, after);
        Assert.Equal(Logits(EightBit with { RewriteCacheFolder = null }), after);
        Assert.Single(Kept);
    }

    [Fact]
    public void Load_OtherWeightsThatRewritingNeverSaw_TakesWhatWasKeptWithThem()
    {
        float[] before = Logits(AsTheyAre);
        File.SetLastWriteTimeUtc(Kept[0], LongAgo);
        ChangeWeight();

        float[] after = Logits(AsTheyAre);

        Assert.NotEqual(before, after);
        Assert.Equal(Logits(AsTheyAre with { RewriteCacheFolder = null }), after);
        Assert.Equal(LongAgo, File.GetLastWriteTimeUtc(Assert.Single(Kept)));
    }

    [Fact]
    public void Load_OtherOptions_KeepsBoth()
    {
        Logits(EightBit);
        Logits(AsTheyAre);
        Logits(EightBit with { Rewriting = GraphRewriting.Never });
        string[] kept = Kept;
        Array.ForEach(kept, file => File.SetLastWriteTimeUtc(file, LongAgo));

        Logits(EightBit);
        Logits(AsTheyAre);

        Assert.Equal(3, kept.Length);
        Assert.Equal(kept, Kept);
        Assert.All(Kept, file => Assert.Equal(LongAgo, File.GetLastWriteTimeUtc(file)));
    }

    [Fact]
    public void Load_OtherContextLength_MakesAnother()
    {
        Logits(AsTheyAre);
        string config = File.ReadAllText(Path.Combine(_folder.Path, "config.json"));
        _folder.Write("config.json", config.Replace("512", "256", StringComparison.Ordinal));

        Source(AsTheyAre);

        Assert.Equal(2, Kept.Length);
    }

    [Fact]
    public void Load_OtherGraph_RemovesWhatWasMadeOfTheOneBefore()
    {
        Logits(AsTheyAre);
        Logits(EightBit);
        string unfinished = Kept[0] + ".old.part";
        string unfinishedNow = Kept[0] + ".new.part";
        File.WriteAllText(unfinished, "");
        File.WriteAllText(unfinishedNow, "");
        File.SetLastWriteTimeUtc(unfinished, LongAgo);
        string notOurs = Path.Combine(CacheFolder, "model_fp16-mine.txt");
        File.WriteAllText(notOurs, "");
        RenameGraph();

        Source(EightBit);

        Assert.Equal(3, Kept.Length);
        Assert.Contains(unfinishedNow, Kept);
        Assert.Contains(notOurs, Kept);
    }

    [Fact]
    public void Load_CacheInTheModelsFolderItself_IsNoGraphAndNotCopied()
    {
        LanguageModelOptions options = EightBit with { RewriteCacheFolder = "." };
        float[] first = Logits(options);
        string target = Path.Combine(_folder.Path, "optimized");

        ModelOptimizer.Optimize(_folder.Path, target);

        Assert.Equal(first, Logits(options));
        Assert.Single(Directory.GetFiles(_folder.Path, "*.rewritten"));
        Assert.Empty(Directory.GetFiles(target, "*.rewritten"));
    }

    [Fact]
    public void Load_FolderThatCannotBeWritten_SaysSo()
    {
        string file = _folder.Write("taken", "");
        LanguageModelOptions options = EightBit with { RewriteCacheFolder = file };

        var e = Assert.Throws<IOException>(() => LanguageModel.Load(_folder.Path, options));

        Assert.Contains($"cannot be kept in the folder {file}", e.Message, StringComparison.Ordinal);
        Assert.Contains("Give another folder for the cache", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ManyAtOnce_KeepsOneWholeFile()
    {
        float[] expected = Logits(EightBit with { RewriteCacheFolder = null });
        var results = new float[6][];

        Parallel.For(0, results.Length, i => results[i] = Logits(EightBit));

        Assert.All(results, logits => Assert.Equal(expected, logits));
        Assert.Single(Kept);
        Assert.Equal(expected, Logits(EightBit));
    }

    [Fact]
    public void Load_FolderMovedWithItsCache_TakesWhatWasKept()
    {
        using var parent = new TemporaryFolder();
        float[] expected = Logits(EightBit);
        string moved = Path.Combine(parent.Path, "moved");
        Directory.Move(_folder.Path, moved);
        string kept = Assert.Single(Directory.GetFiles(Path.Combine(moved, LanguageModelOptions.CacheBesideModel)));
        File.SetLastWriteTimeUtc(kept, LongAgo);

        float[] actual = Logits(EightBit, moved);

        Assert.Equal(expected, actual);
        Assert.Equal(LongAgo, File.GetLastWriteTimeUtc(kept));
        Directory.Move(moved, _folder.Path);
    }

    private void Damage(byte[] bytes)
    {
        string kept = Kept[0];
        File.WriteAllBytes(kept, bytes);
        File.SetLastWriteTimeUtc(kept, LongAgo);
    }

    /// <summary>Turns the signs of the largest weight, and changes nothing else.</summary>
    private void ChangeWeight()
    {
        string path = Path.Combine(_folder.Path, Graph);
        DateTime time = File.GetLastWriteTimeUtc(path);
        var largest = (FileTensorData)OnnxGraph.Open(path).Initializers.Values
            .MaxBy(tensor => tensor.ByteLength)!.Data!;
        byte[] bytes = File.ReadAllBytes(path);
        for (long i = largest.Offset; i < largest.Offset + largest.ByteLength; i += 2)
        {
            bytes[i + 1] ^= 0x80;
        }

        File.WriteAllBytes(path, bytes);
        File.SetLastWriteTimeUtc(path, time);
    }

    private void RenameGraph()
    {
        string path = Path.Combine(_folder.Path, Graph);
        ModelProto model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));
        model.Graph.Name = "other";
        File.WriteAllBytes(path, model.ToByteArray());
    }

    private GraphSource Source(LanguageModelOptions options) => FolderSource.Of(_folder.Path, options);

    private float[] Logits(LanguageModelOptions options, string? folder = null) =>
        FolderSource.Logits(folder ?? _folder.Path, options);
}
