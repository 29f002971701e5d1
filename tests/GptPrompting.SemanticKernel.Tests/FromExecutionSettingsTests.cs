using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.SemanticKernel;

namespace GptPrompting.SemanticKernel.Tests;

public sealed class FromExecutionSettingsTests
{
    [Fact]
    public void FromExecutionSettings_OwnType_IsReturnedAsItIs()
    {
        var settings = new OnnxGptPromptExecutionSettings();

        Assert.Same(settings, OnnxGptPromptExecutionSettings.FromExecutionSettings(settings));
    }

    [Theory]
    [InlineData("""{ "max_tokens": 60, "temperature": 0.5, "top_p": 0.0, "seed": 7 }""")]
    [InlineData("""{ "max_tokens": "60", "temperature": "0.5", "top_p": "0.0", "seed": "7" }""")]
    [InlineData("""{ "max_tokens": 60.0, "temperature": 5e-1, "top_p": 0, "seed": 7, "top_k": null, "other": null }""")]
    public void FromExecutionSettings_JsonOfThePromptFile_IsRead(string json)
    {
        var settings = OnnxGptPromptExecutionSettings.FromExecutionSettings(Parse(json));

        Assert.Equal((60, 0.5, 0.0, 7), (settings.MaxTokens, settings.Temperature, settings.TopP, settings.Seed));
    }

    [Theory]
    [InlineData("""{ "presence_penalty": 0.0, "frequency_penalty": "0" }""")]
    [InlineData("""{ "repetition_penalty": 1, "logit_bias": {}, "token_selection_biases": {} }""")]
    public void FromExecutionSettings_NeutralValuesOfOtherServices_ChangeNothing(string json)
    {
        var settings = OnnxGptPromptExecutionSettings.FromExecutionSettings(Parse(json));

        Assert.Equal(new Generation.GenerationOptions(), settings.ToGenerationOptions(0));
    }

    [Fact]
    public void FromExecutionSettings_ExtensionDataOfAnyType_IsRead()
    {
        var settings = OnnxGptPromptExecutionSettings.FromExecutionSettings(new PromptExecutionSettings
        {
            ServiceId = "s",
            ModelId = "m",
            ExtensionData = new Dictionary<string, object>
            {
                ["temperature"] = 0.25f, ["top_k"] = 40L, ["max_tokens"] = "9",
                ["stop_sequences"] = new List<object> { "\n", "é" },
            },
        });

        Assert.Equal((0.25, 40, 9), (settings.Temperature, settings.TopK, settings.MaxTokens));
        Assert.Equal(["\n", "é"], settings.StopSequences);
        Assert.Equal(("s", "m"), (settings.ServiceId, settings.ModelId));
    }

    [Fact]
    public void FromExecutionSettings_FrozenSettings_AreRead()
    {
        PromptExecutionSettings frozen = Parse("""{ "min_p": 0.1, "results_per_prompt": 2 }""");
        frozen.Freeze();

        var settings = OnnxGptPromptExecutionSettings.FromExecutionSettings(frozen);

        Assert.Equal((0.1, 2), (settings.MinP, settings.ResultsPerPrompt));
    }

    [Fact]
    public void FromExecutionSettings_OwnTypeWithExtensionData_ReadsItIntoACopy()
    {
        var own = new OnnxGptPromptExecutionSettings
        {
            TopK = 5, ExtensionData = new Dictionary<string, object> { ["temperature"] = 0.5 },
        };

        var settings = OnnxGptPromptExecutionSettings.FromExecutionSettings(own);

        Assert.Equal((5, 0.5, 0.0), (settings.TopK, settings.Temperature, own.Temperature));
    }

    [Fact]
    public void FromExecutionSettings_SettingsOfAnotherService_AreReadByTheirJsonNames()
    {
        var settings = OnnxGptPromptExecutionSettings.FromExecutionSettings(new OtherSettings());

        Assert.Equal(12, settings.MaxTokens);
    }

    [Theory]
    [InlineData("""{ "max_token": 5 }""", "max_token")]
    [InlineData("""{ "Temperature": 1 }""", "Temperature")]
    [InlineData("""{ "presence_penalty": 0.5 }""", "presence_penalty")]
    [InlineData("""{ "frequency_penalty": -1 }""", "frequency_penalty")]
    [InlineData("""{ "repetition_penalty": 1.2 }""", "repetition_penalty")]
    [InlineData("""{ "logit_bias": { "5": 1 } }""", "logit_bias")]
    [InlineData("""{ "temperature": -1 }""", "temperature")]
    [InlineData("""{ "temperature": "hot" }""", "temperature")]
    [InlineData("""{ "temperature": true }""", "temperature")]
    [InlineData("""{ "temperature": "NaN" }""", "temperature")]
    [InlineData("""{ "temperature": "0,5" }""", "temperature")]
    [InlineData("""{ "top_p": 1.5 }""", "top_p")]
    [InlineData("""{ "min_p": [] }""", "min_p")]
    [InlineData("""{ "top_k": 0 }""", "top_k")]
    [InlineData("""{ "top_k": 1.5 }""", "top_k")]
    [InlineData("""{ "max_tokens": 0 }""", "max_tokens")]
    [InlineData("""{ "max_tokens": 99999999999 }""", "max_tokens")]
    [InlineData("""{ "seed": "x" }""", "seed")]
    [InlineData("""{ "results_per_prompt": 0 }""", "results_per_prompt")]
    [InlineData("""{ "stop_sequences": "\n" }""", "stop_sequences")]
    [InlineData("""{ "stop_sequences": [1] }""", "stop_sequences")]
    [InlineData("""{ "stop_sequences": [""] }""", "stop_sequences")]
    [InlineData("""{ "function_choice_behavior": { "type": "auto" } }""", "function_choice_behavior")]
    public void FromExecutionSettings_WrongSetting_IsRefusedByName(string json, string key)
    {
        PromptExecutionSettings settings = Parse(json);

        ArgumentException error = Assert.ThrowsAny<ArgumentException>(
            () => OnnxGptPromptExecutionSettings.FromExecutionSettings(settings));

        Assert.Contains($"'{key}'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "top_p": 1.5 }""", "'top_p': TopP is 1.5; it must be from 0 to 1. (Parameter 'top_p')")]
    [InlineData(
        """{ "max_tokens": 0 }""", "'max_tokens': MaxTokens is 0; it must be at least 1. (Parameter 'max_tokens')")]
    public void FromExecutionSettings_ValueOutOfRange_SaysKeyValueAndLimit(string json, string expected)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => OnnxGptPromptExecutionSettings.FromExecutionSettings(Parse(json)));

        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromExecutionSettings_UnknownKey_ListsTheKnownOnes()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => OnnxGptPromptExecutionSettings.FromExecutionSettings(Parse("""{ "n": 2 }""")));

        Assert.Contains(
            "temperature, top_p, top_k, min_p, max_tokens, stop_sequences, seed, results_per_prompt",
            error.Message,
            StringComparison.Ordinal);
    }

    private static PromptExecutionSettings Parse(string json) =>
        JsonSerializer.Deserialize<PromptExecutionSettings>(json)!;

    private sealed class OtherSettings : PromptExecutionSettings
    {
        [JsonPropertyName("max_tokens")]
        public int MaxTokens { get; } = 12;

        [JsonPropertyName("user")]
        public string? User { get; }
    }
}
