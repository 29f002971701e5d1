using GptPrompting.Models;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Models;

public sealed class ModelFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_ModelOnnxBesideOthers_TakesIt()
    {
        Write("config.json", "model.onnx", "model_fp16.onnx");

        Assert.Equal(PathOf("model.onnx"), ModelFolder.Open(_folder.Path, null).Graphs.First);
    }

    [Fact]
    public void Open_OneGraphOfAnotherName_TakesIt()
    {
        Write("config.json", "model_fp16.onnx");

        Assert.Equal(PathOf("model_fp16.onnx"), ModelFolder.Open(_folder.Path, null).Graphs.First);
    }

    [Fact]
    public void Open_GraphInTheSubfolderOnnx_TakesIt()
    {
        Write("config.json", "onnx/model.onnx");

        Assert.Equal(PathOf("onnx/model.onnx"), ModelFolder.Open(_folder.Path, null).Graphs.First);
    }

    [Fact]
    public void Open_NamedGraph_TakesIt()
    {
        Write("config.json", "model.onnx", "model_q4.onnx");

        Assert.Equal(PathOf("model_q4.onnx"), ModelFolder.Open(_folder.Path, "model_q4.onnx").Graphs.First);
    }

    [Fact]
    public void Open_SeveralGraphsAndNoneIsModelOnnx_NamesThem()
    {
        Write("config.json", "model_q4.onnx", "model_fp16.onnx");

        var e = Assert.Throws<FileNotFoundException>(() => ModelFolder.Open(_folder.Path, null));

        Assert.Contains("model_fp16.onnx, model_q4.onnx", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("config.json", null, "no .onnx file")]
    [InlineData("model.onnx", null, "no config.json")]
    [InlineData("config.json", "other.onnx", "no other.onnx")]
    public void Open_FileIsMissing_NamesIt(string present, string? modelFile, string expected)
    {
        Write(present);

        var e = Assert.Throws<FileNotFoundException>(() => ModelFolder.Open(_folder.Path, modelFile));

        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_FolderIsMissing_Throws() =>
        Assert.Throws<DirectoryNotFoundException>(() => ModelFolder.Open(PathOf("nowhere"), null));

    [Fact]
    public void Open_FileInsteadOfFolder_SaysSo()
    {
        Write("model.onnx");

        var e = Assert.Throws<DirectoryNotFoundException>(() => ModelFolder.Open(PathOf("model.onnx"), null));

        Assert.Contains("is a file", e.Message, StringComparison.Ordinal);
    }

    private string PathOf(string name) => Path.Combine(_folder.Path, name);

    private void Write(params string[] names)
    {
        foreach (string name in names)
        {
            _folder.Write(name, "");
        }
    }
}
