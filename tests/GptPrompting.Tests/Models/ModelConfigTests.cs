using GptPrompting.Models;
using GptPrompting.Models.Folders;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Models;

public sealed class ModelConfigTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_Gpt2Config_ReadsSizesAndSpecialTokens()
    {
        ModelConfig config = Load("""{"n_positions": 512, "vocab_size": 2048, "bos_token_id": 5, "eos_token_id": 7}""");

        Assert.Equal(512, config.ContextLength);
        Assert.Equal(2048, config.VocabularySize);
        Assert.Equal(5, config.BosId);
        Assert.Equal([7], config.EosIds);
    }

    [Fact]
    public void Load_LlamaConfig_ReadsMaxPositionEmbeddings() =>
        Assert.Equal(4096, Load("""{"max_position_embeddings": 4096}""").ContextLength);

    // The order of lm-evaluation-harness.
    [Theory]
    [InlineData("""{"n_ctx": 1, "max_position_embeddings": 2, "n_positions": 3}""", 3)]
    [InlineData("""{"n_ctx": 1, "max_position_embeddings": 2}""", 2)]
    [InlineData("""{"n_ctx": 1, "max_position_embeddings": null}""", 1)]
    [InlineData("""{"max_seq_len": 4}""", 4)]
    [InlineData("""{"text_config": {"max_position_embeddings": 5}}""", 5)]
    public void Load_SeveralContextLengths_TakesTheFirstOfTheOrder(string json, int expected) =>
        Assert.Equal(expected, Load(json).ContextLength);

    [Fact]
    public void Load_GenerationConfig_GoesBeforeConfig()
    {
        ModelConfig config = Load(
            """{"bos_token_id": 1, "eos_token_id": 2}""", """{"eos_token_id": [3, 4], "bos_token_id": null}""");

        Assert.Equal([3, 4], config.EosIds);
        Assert.Equal(1, config.BosId);
    }

    [Fact]
    public void Load_NothingSaid_IsNullAndEmpty()
    {
        ModelConfig config = Load("{}");

        Assert.Null(config.ContextLength);
        Assert.Null(config.VocabularySize);
        Assert.Empty(config.EosIds);
    }

    [Fact]
    public void Load_NotJson_GivesLineAndColumn()
    {
        var e = Assert.Throws<ModelFormatException>(() => Load("{\n  \"vocab_size\": ,\n}"));

        Assert.Equal(2, e.Line);
        Assert.Equal(17, e.Column);
        Assert.Contains("config.json(2,17): error: ", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "JSON object")]
    [InlineData("""{"vocab_size": "many"}""", "vocab_size is \"many\"")]
    [InlineData("""{"n_positions": 0}""", "n_positions is 0")]
    [InlineData("""{"eos_token_id": [1, -1]}""", "eos_token_id is [1, -1]")]
    public void Load_WrongValue_NamesIt(string json, string expected)
    {
        var e = Assert.Throws<ModelFormatException>(() => Load(json));

        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_MalformedUtf8_Throws()
    {
        string path = Path.Combine(_folder.Path, "config.json");
        File.WriteAllBytes(path, [.. "{\"a\": \""u8, 0xFF, .. "\"}"u8]);

        Assert.Throws<ModelFormatException>(() => ModelConfig.Load(path, null));
    }

    private ModelConfig Load(string config, string? generationConfig = null) => ModelConfig.Load(
        _folder.Write("config.json", config),
        generationConfig is null ? null : _folder.Write("generation_config.json", generationConfig));
}
