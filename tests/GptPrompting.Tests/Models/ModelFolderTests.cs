using GptPrompting.Models;
using GptPrompting.Models.Folders;
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
    [InlineData(null, "onnx/model.onnx")]
    [InlineData("fp32", "onnx/model.onnx")]
    [InlineData("q8", "onnx/model_quantized.onnx")]
    [InlineData("q4f16", "onnx/model_q4f16.onnx")]
    public void Open_Variant_TakesTheGraphWithThatSuffix(string? variant, string expected)
    {
        Write("config.json", "onnx/model.onnx", "onnx/model_quantized.onnx", "onnx/model_q4f16.onnx");

        Assert.Equal(PathOf(expected), ModelFolder.Open(_folder.Path, null, variant).Graphs.First);
    }

    [Fact]
    public void Open_VariantThatIsNotThere_NamesThoseThatAre()
    {
        Write("config.json", "onnx/model.onnx", "onnx/model_q4.onnx");

        var e = Assert.Throws<FileNotFoundException>(() => ModelFolder.Open(_folder.Path, null, "int8"));

        Assert.Contains("no graph of the variant int8", e.Message, StringComparison.Ordinal);
        Assert.Contains("model_q4.onnx", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_VariantAndFile_Throws()
    {
        Write("config.json", "model.onnx");

        Assert.Throws<ArgumentException>(() => ModelFolder.Open(_folder.Path, "model.onnx", "fp32"));
    }

    [Theory]
    [InlineData("decoder_model.onnx,decoder_with_past_model.onnx",
        "decoder_model.onnx", "decoder_with_past_model.onnx")]
    [InlineData("decoder_model.onnx,decoder_with_past_model.onnx,decoder_model_merged.onnx",
        "decoder_model_merged.onnx", null)]
    [InlineData("model.onnx,decoder_model_merged.onnx", "model.onnx", null)]
    public void Open_GraphsOfOlderExporters_TakesWhatBelongsTogether(string files, string first, string? next)
    {
        Write(["config.json", .. files.Split(',')]);

        GraphFiles graphs = ModelFolder.Open(_folder.Path, null).Graphs;

        Assert.Equal(PathOf(first), graphs.First);
        Assert.Equal(next is null ? null : PathOf(next), graphs.Next);
    }

    [Fact]
    public void Open_GenAiConfig_TakesTheGraphThatItNamesAndNeedsNoConfig()
    {
        Write("model.onnx", "gpt2.onnx");
        _folder.Write("genai_config.json", """{"model": {"decoder": {"filename": "gpt2.onnx"}}}""");

        ModelFolder folder = ModelFolder.Open(_folder.Path, null);

        Assert.Equal(PathOf("gpt2.onnx"), folder.Graphs.First);
        Assert.NotNull(folder.GenAi);
        Assert.Null(folder.ConfigFile);
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
