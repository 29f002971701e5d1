namespace GptPrompting.Tokenization;

public sealed class TokenizerConfigTests
{
    private static readonly string Json = TokenizerJson.Of()
        .WithToken("<s>", 256, "special").WithToken("</s>", 257, "special").ToJsonString();

    [Fact]
    public void Load_ConfigBesideTheTokenizer_NamesFirstAndLastToken()
    {
        HuggingFaceTokenizer tokenizer = TokenizerJson.LoadText(
            Json,
            """{"bos_token": "<s>", "eos_token": {"content": "</s>", "lstrip": false}, "model_max_length": 512}""");

        Assert.Equal((256, 257, 512), (tokenizer.BosId, tokenizer.EosId, tokenizer.ModelMaxLength));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    [InlineData("""{"bos_token": null, "eos_token": null, "model_max_length": 1000000000000000019884624838656}""")]
    public void Load_ConfigThatNamesNothing_GivesNull(string? config)
    {
        HuggingFaceTokenizer tokenizer = TokenizerJson.LoadText(Json, config);

        Assert.Equal((null, null, null), (tokenizer.BosId, tokenizer.EosId, tokenizer.ModelMaxLength));
    }

    [Theory]
    [InlineData("""{"eos_token": "<end>"}""", "'eos_token' is '<end>', which is no token of tokenizer.json")]
    [InlineData("""{"bos_token": 1}""", "'bos_token' is 1; it must be a string")]
    [InlineData("""{"model_max_length": 0}""", "'model_max_length' is 0; it must be a number above 0")]
    [InlineData("""{"model_max_length": """, "this is not JSON")]
    public void Load_ConfigThatContradicts_IsRefused(string config, string text)
    {
        var error = Assert.Throws<ModelFormatException>(() => TokenizerJson.LoadText(Json, config));

        Assert.EndsWith("tokenizer_config.json", error.Path);
        Assert.Contains(text, error.Message);
    }
}
