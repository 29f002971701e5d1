using System.Text.Json;

namespace GptPrompting.Tests;

public sealed class TinyGptTests
{
    [Theory]
    [InlineData("model_fp16.onnx")]
    [InlineData("config.json")]
    [InlineData("generation_config.json")]
    [InlineData("tokenizer.json")]
    [InlineData("tokenizer_config.json")]
    [InlineData("vocab.json")]
    [InlineData("merges.txt")]
    public void Folder_OfAProgram_HoldsTheFile(string name)
    {
        string path = Path.Combine(TinyGpt.Folder, name);

        Assert.True(Path.IsPathFullyQualified(path));
        Assert.True(new FileInfo(path).Length > 100, path);
    }

    [Theory]
    [InlineData("Kotzias", "CC BY 4.0")]
    [InlineData("Tatoeba", "CC BY 2.0 FR")]
    [InlineData("Eldan and Yuanzhi Li", "CDLA-Sharing-1.0")]
    public void Attribution_Source_IsNamedWithItsLicence(string source, string licence)
    {
        string[] lines = File.ReadAllLines(Path.Combine(TinyGpt.Folder, "ATTRIBUTION.md"));

        Assert.Contains(lines, line => line.Contains(source) && line.Contains(licence));
    }

    [Fact]
    public void HeldOutFolder_EverySample_HasEightShotsAndATarget()
    {
        string[] lines = File.ReadAllLines(Path.Combine(TinyGpt.HeldOutFolder, "icl.jsonl"));

        Assert.Equal(1751, lines.Length);
        Assert.All(lines, line =>
        {
            using JsonDocument sample = JsonDocument.Parse(line);
            Assert.Equal(8, sample.RootElement.GetProperty("shots").GetArrayLength());
            Assert.True(sample.RootElement.GetProperty("target").GetString() is { Length: > 0 });
        });
    }

    [Fact]
    public void Find_FolderInTheSecondPlaceOnly_TakesIt()
    {
        string found = TinyGpt.Find("tiny-gpt", ["", Path.GetTempPath(), AppContext.BaseDirectory]);

        Assert.Equal(TinyGpt.Folder, found);
    }

    [Fact]
    public void Find_FolderNowhere_SaysWhereItLooked()
    {
        string missing = Path.Combine(Path.GetTempPath(), "no-model-here");

        var error = Assert.Throws<DirectoryNotFoundException>(() => TinyGpt.Find("tiny-gpt", [missing]));

        Assert.Contains(missing, error.Message);
        Assert.Contains("single file", error.Message);
    }
}
