using System.Text.Json;
using Microsoft.SemanticKernel;
using Packages.Tests.SemanticKernel.Fakes;

namespace Packages.Tests.SemanticKernel;

public sealed class PromptExecutionSettingsTests
{
    [Fact]
    public void Deserialize_UnknownKeys_AreJsonElementsInTheExtensionData()
    {
        const string Json = """{ "service_id": "s", "model_id": "m", "temperature": 0.5, "seed": "7" }""";

        PromptExecutionSettings settings = JsonSerializer.Deserialize<PromptExecutionSettings>(Json)!;

        Assert.Equal(("s", "m"), (settings.ServiceId, settings.ModelId));
        Assert.Equal(0.5, Assert.IsType<JsonElement>(settings.ExtensionData!["temperature"]).GetDouble());
        Assert.Equal("7", Assert.IsType<JsonElement>(settings.ExtensionData["seed"]).GetString());
    }

    [Fact]
    public void Deserialize_FunctionChoiceBehavior_IsNotNull()
    {
        const string Json = """{ "function_choice_behavior": { "type": "auto" } }""";

        PromptExecutionSettings settings = JsonSerializer.Deserialize<PromptExecutionSettings>(Json)!;

        Assert.NotNull(settings.FunctionChoiceBehavior);
    }

    [Fact]
    public void Clone_TypeThatDoesNotOverrideIt_LosesTheType()
    {
        PromptExecutionSettings copy = new DerivedSettings { ModelId = "m" }.Clone();

        Assert.IsType<PromptExecutionSettings>(copy);
        Assert.Equal("m", copy.ModelId);
    }

    [Fact]
    public void Freeze_ThenChange_Throws()
    {
        var settings = new PromptExecutionSettings { ExtensionData = new Dictionary<string, object> { ["seed"] = 1 } };

        settings.Freeze();
        settings.Freeze();

        Assert.True(settings.IsFrozen);
        Assert.Throws<InvalidOperationException>(() => settings.ModelId = "m");
        Assert.Throws<NotSupportedException>(() => settings.ExtensionData.Add("top_k", 2));
    }

    [Fact]
    public async Task PromptFunction_ItsSettings_AreFrozenCopies()
    {
        var service = new RecordingTextService("m", "answer");
        var settings = new PromptExecutionSettings { ModelId = "m" };
        KernelFunction function = KernelFunctionFactory.CreateFromPrompt("Hello", settings);

        await function.InvokeAsync(Kernels.With(service));

        Assert.False(settings.IsFrozen);
        Assert.NotSame(settings, service.Settings);
        Assert.True(service.Settings!.IsFrozen);
    }

    [Fact]
    public void Arguments_TwoSettingsWithoutServiceId_AreRefused() =>
        Assert.Throws<ArgumentException>(
            () => new KernelArguments([new PromptExecutionSettings(), new PromptExecutionSettings()]));

    [Fact]
    public void Arguments_NamesInOtherCase_AreTheSameArgument()
    {
        var arguments = new KernelArguments { ["Input"] = 1 };

        Assert.True(arguments.ContainsName("input"));
        Assert.Equal(1, arguments["INPUT"]);
    }

    private sealed class DerivedSettings : PromptExecutionSettings;
}
