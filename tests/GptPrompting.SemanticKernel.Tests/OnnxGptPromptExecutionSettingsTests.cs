using System.Text.Json;
using Microsoft.SemanticKernel;

namespace GptPrompting.SemanticKernel.Tests;

public sealed class OnnxGptPromptExecutionSettingsTests
{
    [Fact]
    public void Deserialize_AllNames_SetTheProperties()
    {
        var settings = JsonSerializer.Deserialize<OnnxGptPromptExecutionSettings>("""
            {
              "temperature": "0.8", "top_p": 0.92, "top_k": "40", "min_p": 0.05, "max_tokens": 60,
              "stop_sequences": ["\n"], "seed": 7, "results_per_prompt": 3, "service_id": "s", "model_id": "m"
            }
            """)!;

        Assert.Equal((0.8, 0.92, 40, 0.05), (settings.Temperature, settings.TopP, settings.TopK!.Value, settings.MinP));
        Assert.Equal((60, 7, 3), (settings.MaxTokens, settings.Seed!.Value, settings.ResultsPerPrompt));
        Assert.Equal(["\n"], settings.StopSequences);
        Assert.Equal(("s", "m"), (settings.ServiceId, settings.ModelId));
    }

    [Fact]
    public void Serialize_ThenDeserialize_GivesTheSame()
    {
        var settings =
            new OnnxGptPromptExecutionSettings { Temperature = 0.5, TopK = 5, StopSequences = ["a"], Seed = 3 };

        string json = JsonSerializer.Serialize(settings);

        Assert.Equivalent(settings, JsonSerializer.Deserialize<OnnxGptPromptExecutionSettings>(json));
        Assert.Contains("\"max_tokens\":256", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Deserialize_NewerNames_SetTheProperties()
    {
        var settings = JsonSerializer.Deserialize<OnnxGptPromptExecutionSettings>("""
            {
              "typical_p": "0.5", "repetition_penalty": 1.1, "logit_bias": { "3": -1.5 }, "stop_token_ids": [7],
              "min_tokens": "2", "num_beams": "3", "early_stopping": "never", "logprobs": true, "echo": true,
              "best_of": 4
            }
            """)!;

        Assert.Equal((0.5, 1.1, -1.5), (settings.TypicalP, settings.RepetitionPenalty, settings.LogitBias[3]));
        Assert.Equal((7, 2, 3), (settings.StopTokenIds[0], settings.MinTokens, settings.Beams));
        Assert.Equal(
            (Generation.EarlyStopping.Never, true, true, 4),
            (settings.EarlyStopping, settings.LogProbabilities, settings.Echo, settings.BestOf));
    }

    [Fact]
    public void Default_Settings_AreGreedyAndOneResult()
    {
        var settings = OnnxGptPromptExecutionSettings.FromExecutionSettings(null);

        Assert.Equal(
            (0.0, 1.0, 256, 1), (settings.Temperature, settings.TopP, settings.MaxTokens, settings.ResultsPerPrompt));
        Assert.True(settings.ToGenerationOptions().IsGreedy);
    }

    [Fact]
    public void ToGenerationOptions_TopPOfZero_IsGreedy()
    {
        var settings = new OnnxGptPromptExecutionSettings { Temperature = 0.9, TopP = 0 };

        Assert.True(settings.ToGenerationOptions().IsGreedy);
    }

    [Fact]
    public void Setters_ValuesOutOfRange_Throw()
    {
        var settings = new OnnxGptPromptExecutionSettings();

        Assert.Throws<ArgumentOutOfRangeException>(() => settings.Temperature = -0.1);
        Assert.Throws<ArgumentOutOfRangeException>(() => settings.TopP = 1.1);
        Assert.Throws<ArgumentOutOfRangeException>(() => settings.TopK = 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => settings.MinP = double.NaN);
        Assert.Throws<ArgumentOutOfRangeException>(() => settings.MaxTokens = 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => settings.ResultsPerPrompt = 129);
        Assert.Throws<ArgumentOutOfRangeException>(() => settings.MinTokens = -1);
        Assert.Throws<ArgumentOutOfRangeException>(() => settings.TypicalP = 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => settings.RepetitionPenalty = 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => settings.FrequencyPenalty = 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => settings.PresencePenalty = 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => settings.NoRepeatNgramSize = -1);
        Assert.Throws<ArgumentOutOfRangeException>(() => settings.StopTokenIds = [-1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => settings.BestOf = 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => settings.Beams = 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => settings.LengthPenalty = double.NaN);
        Assert.Throws<ArgumentOutOfRangeException>(() => settings.TopLogProbabilities = -1);
        Assert.Throws<ArgumentException>(() => settings.StopSequences = [""]);
        Assert.Throws<ArgumentNullException>(() => settings.StopSequences = null!);
    }

    [Theory]
    [InlineData("Temperature", "-1")]
    [InlineData("TopP", "2")]
    [InlineData("TopK", "0")]
    [InlineData("MinP", "2")]
    [InlineData("MaxTokens", "0")]
    [InlineData("ResultsPerPrompt", "129")]
    [InlineData("MinTokens", "-1")]
    public void Deserialize_ValueOutOfRange_NamesThePropertyOfThisType(string property, string value)
    {
        string key = JsonNamingPolicy.SnakeCaseLower.ConvertName(property);

        var error = Assert.Throws<ArgumentOutOfRangeException>(() =>
            JsonSerializer.Deserialize<OnnxGptPromptExecutionSettings>($$"""{"{{key}}": {{value}}}"""));

        Assert.Equal(property, error.ParamName);
        Assert.StartsWith($"{property} is {value}; it must be ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Freeze_TheCallersListChanges_TheSettingsDoNot()
    {
        List<string> stops = ["a"];
        var settings = new OnnxGptPromptExecutionSettings { StopSequences = stops };
        settings.Freeze();

        stops.Add("b");

        Assert.Equal(["a"], settings.StopSequences);
        Assert.Equal(["a"], settings.ToGenerationOptions().StopSequences);
    }

    [Fact]
    public void Freeze_EverySetter_Throws()
    {
        var settings = new OnnxGptPromptExecutionSettings { StopSequences = new List<string> { "a" } };
        settings.Freeze();
        settings.Freeze();

        Assert.Throws<InvalidOperationException>(() => settings.Temperature = 1);
        Assert.Throws<InvalidOperationException>(() => settings.TopP = 1);
        Assert.Throws<InvalidOperationException>(() => settings.TopK = 1);
        Assert.Throws<InvalidOperationException>(() => settings.MinP = 1);
        Assert.Throws<InvalidOperationException>(() => settings.MaxTokens = 1);
        Assert.Throws<InvalidOperationException>(() => settings.Seed = 1);
        Assert.Throws<InvalidOperationException>(() => settings.ResultsPerPrompt = 1);
        Assert.Throws<InvalidOperationException>(() => settings.StopSequences = []);
        Assert.Throws<InvalidOperationException>(() => settings.MinTokens = 1);
        Assert.Throws<InvalidOperationException>(() => settings.StopTokenIds = []);
        Assert.Throws<InvalidOperationException>(() => settings.LogitBias = new Dictionary<int, double>());
        Assert.Throws<InvalidOperationException>(() => settings.BestOf = 1);
        Assert.Throws<InvalidOperationException>(() => settings.LogProbabilities = true);
        Assert.Throws<InvalidOperationException>(() => settings.Echo = true);
        Assert.Throws<NotSupportedException>(() => settings.StopSequences.Add("b"));
    }

    [Fact]
    public void Clone_FrozenSettings_IsAnIndependentCopyOfTheType()
    {
        var settings = new OnnxGptPromptExecutionSettings
        {
            ServiceId = "s", ModelId = "m", Temperature = 0.5, TopP = 0.9, TopK = 3, MinP = 0.1, MaxTokens = 5,
            Seed = 1, ResultsPerPrompt = 2, StopSequences = ["a"], TypicalP = 0.5, RepetitionPenalty = 2,
            FrequencyPenalty = 1, PresencePenalty = 1, NoRepeatNgramSize = 2, MinTokens = 1, StopTokenIds = [1],
            LogitBias = new Dictionary<int, double> { [3] = 1 }, BestOf = 3, Beams = 4, LengthPenalty = 2,
            EarlyStopping = Generation.EarlyStopping.Never, LogProbabilities = true, TopLogProbabilities = 2,
            Echo = true,
            ExtensionData = new Dictionary<string, object> { ["x"] = 1 },
        };
        settings.Freeze();

        var copy = Assert.IsType<OnnxGptPromptExecutionSettings>(settings.Clone());

        Assert.Equal(JsonSerializer.Serialize(settings), JsonSerializer.Serialize(copy));
        copy.StopSequences.Add("b");
        copy.Temperature = 1;
        Assert.Equal(["a"], settings.StopSequences);
        Assert.Equal(0.5, settings.Temperature);
    }

    [Fact]
    public async Task PromptFunction_TheseSettings_KeepTheirTypeThroughTheKernel()
    {
        var service = new Fakes.RecordingTextService();
        var settings = new OnnxGptPromptExecutionSettings { MaxTokens = 3 };

        await KernelFunctionFactory.CreateFromPrompt("Hello", settings).InvokeAsync(Kernels.With(service));

        Assert.Equal(3, Assert.IsType<OnnxGptPromptExecutionSettings>(service.Settings).MaxTokens);
    }
}
