using GptPrompting.Models;
using GptPrompting.Models.Folders;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Models;

public sealed class GenAiConfigTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_NamesOfItsOwn_ReplaceTheAssumedOnes()
    {
        GenAiConfig config = Load("""
            {"filename": "a.onnx", "inputs": {"input_ids": "ids", "past_key_names": "k_%d", "past_value_names": "v_%d"},
             "outputs": {"logits": "scores", "present_key_names": "nk_%d", "present_value_names": "nv_%d"}}
            """);

        Assert.Equal("a.onnx", config.GraphFile);
        Assert.Equal(("ids", "attention_mask", "scores"),
            (config.Names.TokenIds, config.Names.Mask, config.Names.Logits));
        Assert.Equal([("k_%d", "nk_%d"), ("v_%d", "nv_%d")], config.Names.Cache);
    }

    [Fact]
    public void Load_NothingNamed_AssumesWhatGenAiAssumes()
    {
        GenAiConfig config = Load("""{"filename": "a.onnx"}""");

        Assert.Equal("past_key_values.%d.value", config.Names.Cache[1].Past);
        Assert.Equal("present.%d.value", config.Names.Cache[1].Present);
    }

    [Theory]
    [InlineData("""{}""", "model.decoder.filename names no graph")]
    [InlineData("""{"filename": 3}""", "filename is 3; it must be a name")]
    [InlineData("""{"filename": "a", "inputs": {"past_names": "p_%d"}}""", "no present_names")]
    [InlineData("""{"filename": "a", "pipeline": []}""", "pipeline")]
    public void Load_WrongDecoder_SaysWhat(string decoder, string expected)
    {
        var e = Assert.Throws<ModelFormatException>(() => Load(decoder));

        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.EndsWith(GenAiConfig.FileName, e.Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "no object model.decoder")]
    [InlineData("""{"model": []}""", "no object model.decoder")]
    [InlineData("""{"model": {"decoder": {}, "vision": {"filename": "v.onnx"}}}""", "a part 'vision'")]
    public void Load_OtherKindsOfModels_AreRefusedByName(string json, string expected)
    {
        string path = _folder.Write(GenAiConfig.FileName, json);

        var e = Assert.Throws<ModelFormatException>(() => GenAiConfig.Load(path));

        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FindPasts_LayersOutOfOrder_AreOrderedByLayerKeysFirst()
    {
        string[] inputs = ["past_key_values.10.value", "past_key_values.2.value", "past_key_values.2.key", "other"];

        Assert.Equal(
            ["past_key_values.2.key", "past_key_values.2.value", "past_key_values.10.value"],
            new GraphNames().FindPasts(inputs).Select(pair => pair.Past));
    }

    private GenAiConfig Load(string decoder) =>
        GenAiConfig.Load(_folder.Write(GenAiConfig.FileName, "{\"model\": {\"decoder\": " + decoder + "}}"));
}
