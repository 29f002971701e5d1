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
    public void Default_Settings_AreGreedyAndOneResult()
    {
        var settings = OnnxGptPromptExecutionSettings.FromExecutionSettings(null);

        Assert.Equal(
            (0.0, 1.0, 256, 1), (settings.Temperature, settings.TopP, settings.MaxTokens, settings.ResultsPerPrompt));
        Assert.True(settings.ToGenerationOptions(0).IsGreedy);
    }

    [Fact]
    public void ToGenerationOptions_TopPOfZero_IsGreedy()
    {
        var settings = new OnnxGptPromptExecutionSettings { Temperature = 0.9, TopP = 0 };

        Assert.True(settings.ToGenerationOptions(0).IsGreedy);
    }

    [Fact]
    public void ToGenerationOptions_SecondResult_HasTheNextSeed()
    {
        var settings = new OnnxGptPromptExecutionSettings { Seed = int.MaxValue };

        Assert.Equal(int.MaxValue, settings.ToGenerationOptions(0).Seed);
        Assert.Equal(int.MinValue, settings.ToGenerationOptions(1).Seed);
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
        Assert.Equal(["a"], settings.ToGenerationOptions(0).StopSequences);
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
        Assert.Throws<NotSupportedException>(() => settings.StopSequences.Add("b"));
    }

    [Fact]
    public void Clone_FrozenSettings_IsAnIndependentCopyOfTheType()
    {
        var settings = new OnnxGptPromptExecutionSettings
        {
            ServiceId = "s", ModelId = "m", Temperature = 0.5, TopP = 0.9, TopK = 3, MinP = 0.1, MaxTokens = 5,
            Seed = 1, ResultsPerPrompt = 2, StopSequences = ["a"],
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
