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
    [InlineData("""{ "repetition_penalty": 1, "logit_bias": {}, "min_tokens": 0, "no_repeat_ngram_size": "0" }""")]
    [InlineData("""{ "token_selection_biases": {}, "n": 1, "num_beams": 1, "length_penalty": 1, "typical_p": "1" }""")]
    [InlineData("""{ "logprobs": false, "echo": "false", "early_stopping": false, "best_of": null }""")]
    public void FromExecutionSettings_NeutralValues_ChangeNothing(string json)
    {
        var settings = OnnxGptPromptExecutionSettings.FromExecutionSettings(Parse(json));

        Assert.Equal(new Generation.GenerationOptions(), settings.ToGenerationOptions());
    }

    [Theory]
    [InlineData("""
        { "temperature": 1, "typical_p": 0.9, "repetition_penalty": 1.2, "frequency_penalty": -1,
          "presence_penalty": 0.5, "no_repeat_ngram_size": 3, "logit_bias": { "5": -100, "7": 1.5 }, "min_tokens": 2,
          "stop_token_ids": [3, 4], "top_logprobs": 5, "echo": true, "n": 2, "best_of": 4 }
        """)]
    [InlineData("""
        { "temperature": "1", "typical_p": "0.9", "repetition_penalty": "1.2", "frequency_penalty": "-1",
          "presence_penalty": "0.5", "no_repeat_ngram_size": "3", "token_selection_biases": { "5": "-100", "7": "1.5" },
          "min_tokens": "2.0", "stop_token_ids": ["3", 4], "logprobs": "5", "echo": "True", "results_per_prompt": "2",
          "best_of": "4" }
        """)]
    public void FromExecutionSettings_EveryOption_IsRead(string json)
    {
        var settings = OnnxGptPromptExecutionSettings.FromExecutionSettings(Parse(json));

        Assert.Equal(
            new Generation.GenerationOptions
            {
                Temperature = 1, TypicalP = 0.9, RepetitionPenalty = 1.2, FrequencyPenalty = -1, PresencePenalty = 0.5,
                NoRepeatNgramSize = 3, LogitBias = new Dictionary<int, double> { [5] = -100, [7] = 1.5 },
                MinOutputTokens = 2, StopTokenIds = [3, 4], TopLogProbabilities = 5, Echo = true, ResultCount = 2,
                BestOf = 4,
            },
            settings.ToGenerationOptions());
    }

    [Theory]
    [InlineData("false", Generation.EarlyStopping.Heuristic)]
    [InlineData("true", Generation.EarlyStopping.Eager)]
    [InlineData("\"never\"", Generation.EarlyStopping.Never)]
    public void FromExecutionSettings_Beams_AreRead(string earlyStopping, Generation.EarlyStopping expected)
    {
        var settings = OnnxGptPromptExecutionSettings.FromExecutionSettings(Parse(
            $$"""{ "num_beams": 4, "length_penalty": -0.5, "n": 3, "early_stopping": {{earlyStopping}} }"""));

        Assert.Equal(
            new Generation.GenerationOptions
            {
                Beams = 4, LengthPenalty = -0.5, ResultCount = 3, EarlyStopping = expected,
            },
            settings.ToGenerationOptions());
    }

    [Theory]
    [InlineData("""{ "logprobs": true }""", 0)]
    [InlineData("""{ "logprobs": 0 }""", 0)]
    [InlineData("""{ "logprobs": 3 }""", 3)]
    [InlineData("""{ "logprobs": true, "top_logprobs": 4 }""", 4)]
    [InlineData("""{ "top_logprobs": 4, "logprobs": true }""", 4)]
    [InlineData("""{ "top_logprobs": 0 }""", 0)]
    [InlineData("""{ "logprobs": false }""", null)]
    [InlineData("{}", null)]
    public void FromExecutionSettings_LogProbabilities_AreReadAsFlagAndAsNumber(string json, int? expected)
    {
        var settings = OnnxGptPromptExecutionSettings.FromExecutionSettings(Parse(json));

        Assert.Equal(expected, settings.ToGenerationOptions().TopLogProbabilities);
    }

    [Theory]
    [InlineData("""{ "choices": ["Positive", "Negative"] }""", "Positive")]
    [InlineData("""{ "regex": "Pos[a-z]+" }""", "Positive")]
    [InlineData("""{ "json_schema": { "type": "integer" } }""", "12")]
    [InlineData("""{ "json_schema": "{ \"type\": \"integer\" }" }""", "12")]
    [InlineData(
        """
        { "response_format": { "type": "json_schema", "json_schema": { "schema": { "type": "integer" } } } }
        """,
        "12")]
    public void FromExecutionSettings_Constraint_IsRead(string json, string obeys)
    {
        var settings = OnnxGptPromptExecutionSettings.FromExecutionSettings(Parse(json));

        var copy = (OnnxGptPromptExecutionSettings)settings.Clone();

        Assert.True(settings.ToGenerationOptions().Constraint!.IsMatch(obeys));
        Assert.False(copy.ToGenerationOptions().Constraint!.IsMatch("!"));
    }

    [Theory]
    [InlineData("""{ "n": 2, "results_per_prompt": 2 }""", "'n' and 'results_per_prompt' are the same setting")]
    [InlineData("""{ "logit_bias": {}, "token_selection_biases": {} }""", "'logit_bias' and 'token_selection_biases'")]
    [InlineData("""{ "response_format": "text", "json_schema": {} }""", "'response_format' and 'json_schema'")]
    public void FromExecutionSettings_OneSettingUnderTwoNames_IsRefused(string json, string expected)
    {
        var error = Assert.Throws<ArgumentException>(
            () => OnnxGptPromptExecutionSettings.FromExecutionSettings(Parse(json)));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "min_tokens": 5, "max_tokens": 4 }""", "MinTokens is 5, but MaxTokens is 4")]
    [InlineData("""{ "n": 3, "best_of": 2, "temperature": 1 }""", "BestOf is 2, but ResultsPerPrompt is 3")]
    [InlineData("""{ "num_beams": 3, "temperature": 1 }""", "Beams is 3, but Temperature")]
    [InlineData("""{ "logprobs": false, "top_logprobs": 2 }""", "LogProbabilities is false, but TopLogProb")]
    [InlineData("""{ "choices": ["a"], "regex": "a" }""", "Choices and Regex are both set")]
    [InlineData("""{ "regex": "a", "json_schema": { "type": "null" } }""", "Regex and JsonSchema are both set")]
    [InlineData("""{ "choices": ["a"], "num_beams": 2 }""", "Constraint is set, but Beams is 2")]
    public void ToGenerationOptions_SettingsContradictEachOther_NamesBoth(string json, string expected)
    {
        var settings = OnnxGptPromptExecutionSettings.FromExecutionSettings(Parse(json));

        var error = Assert.Throws<ArgumentException>(settings.ToGenerationOptions);

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
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
    [InlineData("""{ "presence_penalty": 2.5 }""", "presence_penalty")]
    [InlineData("""{ "frequency_penalty": -3 }""", "frequency_penalty")]
    [InlineData("""{ "repetition_penalty": 0 }""", "repetition_penalty")]
    [InlineData("""{ "logit_bias": { "5": 101 } }""", "logit_bias")]
    [InlineData("""{ "logit_bias": { "five": 1 } }""", "logit_bias")]
    [InlineData("""{ "logit_bias": { "-5": 1 } }""", "logit_bias")]
    [InlineData("""{ "logit_bias": { "5": "x" } }""", "logit_bias")]
    [InlineData("""{ "logit_bias": [] }""", "logit_bias")]
    [InlineData("""{ "typical_p": 0 }""", "typical_p")]
    [InlineData("""{ "no_repeat_ngram_size": -1 }""", "no_repeat_ngram_size")]
    [InlineData("""{ "min_tokens": -1 }""", "min_tokens")]
    [InlineData("""{ "stop_token_ids": 5 }""", "stop_token_ids")]
    [InlineData("""{ "stop_token_ids": [-5] }""", "stop_token_ids")]
    [InlineData("""{ "stop_token_ids": [1.5] }""", "stop_token_ids")]
    [InlineData("""{ "logprobs": "yes" }""", "logprobs")]
    [InlineData("""{ "logprobs": -1 }""", "logprobs")]
    [InlineData("""{ "top_logprobs": true }""", "top_logprobs")]
    [InlineData("""{ "echo": 1 }""", "echo")]
    [InlineData("""{ "choices": [] }""", "choices")]
    [InlineData("""{ "choices": "a" }""", "choices")]
    [InlineData("""{ "choices": ["a", "a"] }""", "choices")]
    [InlineData("""{ "regex": "(" }""", "regex")]
    [InlineData("""{ "regex": 1 }""", "regex")]
    [InlineData("""{ "json_schema": {} }""", "json_schema")]
    [InlineData("""{ "json_schema": "{" }""", "json_schema")]
    [InlineData("""{ "json_schema": 1 }""", "json_schema")]
    [InlineData("""{ "n": 0 }""", "n")]
    [InlineData("""{ "best_of": 0 }""", "best_of")]
    [InlineData("""{ "num_beams": 129 }""", "num_beams")]
    [InlineData("""{ "length_penalty": "NaN" }""", "length_penalty")]
    [InlineData("""{ "early_stopping": "sometimes" }""", "early_stopping")]
    [InlineData("""{ "early_stopping": null, "top_a": 1 }""", "top_a")]
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
    [InlineData("""{ "response_format": "json_object" }""", "response_format")]
    [InlineData("""{ "response_format": { "type": "json_object" } }""", "response_format")]
    [InlineData("""{ "response_format": { "type": "json_schema" } }""", "response_format")]
    [InlineData("""{ "response_format": 1 }""", "response_format")]
    public void FromExecutionSettings_WrongSetting_IsRefusedByName(string json, string key)
    {
        PromptExecutionSettings settings = Parse(json);

        ArgumentException error = Assert.ThrowsAny<ArgumentException>(
            () => OnnxGptPromptExecutionSettings.FromExecutionSettings(settings));

        Assert.Contains($"'{key}'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromExecutionSettings_FunctionChoiceInExtensionData_IsRefusedToo()
    {
        var settings = new PromptExecutionSettings
        {
            ExtensionData = new Dictionary<string, object>
            {
                ["function_choice_behavior"] = new Dictionary<string, object> { ["type"] = "auto" },
            },
        };

        ArgumentException error = Assert.Throws<ArgumentException>(
            () => OnnxGptPromptExecutionSettings.FromExecutionSettings(settings));

        Assert.Contains("cannot call functions", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "response_format": "text" }""")]
    [InlineData("""{ "response_format": { "type": "text" } }""")]
    public void FromExecutionSettings_TextAsResponseFormat_IsNoLimit(string json) =>
        Assert.Null(
            OnnxGptPromptExecutionSettings.FromExecutionSettings(Parse(json)).ToGenerationOptions().Constraint);

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
            () => OnnxGptPromptExecutionSettings.FromExecutionSettings(Parse("""{ "m": 2 }""")));

        Assert.Contains(
            "temperature, top_p, top_k, min_p, typical_p, seed, ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            "results_per_prompt, logprobs, top_logprobs, echo, n, token_selection_biases. (Parameter 'm')",
            error.Message, StringComparison.Ordinal);
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
