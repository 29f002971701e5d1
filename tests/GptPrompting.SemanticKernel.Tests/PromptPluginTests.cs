using GptPrompting.Demonstrations;
using GptPrompting.Prompts;
using GptPrompting.SemanticKernel.Tests.Fakes;
using GptPrompting.Tests;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.TextGeneration;
using TextContent = Microsoft.SemanticKernel.TextContent;

namespace GptPrompting.SemanticKernel.Tests;

public sealed class PromptPluginTests : IDisposable
{
    private const string Classify = """
        name: sentiment
        description: Finds the sentiment of a text.
        template_format: scriban
        input_variables:
          - name: input
          - name: shots
            default: 1
            is_required: false
        execution_settings:
          default:
            max_tokens: 4
            stop_sequences: ["\n"]
        template: |-
          {{ for each in demonstrations }}Input: {{ each.input }}
          Output: {{ each.output }}
          {{ end }}Input: {{ input }}
          Output:
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("prompts").FullName;
    private readonly RecordingTextService _service = new();

    public PromptPluginTests()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder, "sentiment")).FullName;
        Directory.CreateDirectory(Path.Combine(_folder, "_partials"));
        File.WriteAllText(Path.Combine(folder, "prompt.yaml"), Classify);
        File.WriteAllText(Path.Combine(folder, "demonstrations.jsonl"), """
            {"input": "Great!", "output": "Positive"}
            {"input": "Awful.", "output": "Negative"}
            """);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Load_FolderOfPrompts_MakesAFunctionOfEach()
    {
        KernelPlugin plugin = PromptPlugin.Load(_folder, "classify");

        KernelFunction function = Assert.Single(plugin);
        Assert.Equal(("classify", "sentiment"), (function.PluginName, function.Name));
        Assert.Equal("Finds the sentiment of a text.", function.Description);
        await function.InvokeAsync(Kernels.With(_service), new KernelArguments { ["Input"] = "a < b" });
        Assert.Equal("Input: Great!\nOutput: Positive\nInput: a < b\nOutput:", Assert.Single(_service.Prompts));
    }

    [Fact]
    public async Task CreateFunction_ResultOfAFunctionAsArgument_IsItsValue()
    {
        KernelFunction function = PromptPlugin.CreateFunction(Prompt.Load(Path.Combine(_folder, "sentiment")));
        var result = new FunctionResult(function, new TextContent("Good."));

        await function.InvokeAsync(Kernels.With(_service), new KernelArguments { ["input"] = result, ["shots"] = 0 });

        Assert.Equal("Input: Good.\nOutput:", Assert.Single(_service.Prompts));
    }

    [Fact]
    public async Task CreateFunction_SettingsOfThePrompt_AreReadByTheService()
    {
        KernelFunction function = PromptPlugin.CreateFunction(Prompt.Load(Path.Combine(_folder, "sentiment")));

        await function.InvokeAsync(Kernels.With(_service), new KernelArguments { ["input"] = "x" });

        var settings = OnnxGptPromptExecutionSettings.FromExecutionSettings(_service.Settings);
        Assert.Equal(4, settings.MaxTokens);
        Assert.Equal(["\n"], settings.StopSequences);
    }

    [Fact]
    public async Task CreateFunction_Shots_ChooseHowManyDemonstrationsAreShown()
    {
        KernelFunction function = PromptPlugin.CreateFunction(Prompt.Load(Path.Combine(_folder, "sentiment")));

        await function.InvokeAsync(Kernels.With(_service), new KernelArguments { ["input"] = "x", ["shots"] = 0 });

        Assert.Equal("Input: x\nOutput:", Assert.Single(_service.Prompts));
    }

    [Theory]
    [InlineData("nearestByBm25")]
    [InlineData(DemonstrationMethod.NearestByBm25)]
    public async Task CreateFunction_Selection_ChoosesDemonstrationsForTheInput(object selection)
    {
        KernelFunction function = PromptPlugin.CreateFunction(Prompt.Load(Path.Combine(_folder, "sentiment")));

        await function.InvokeAsync(
            Kernels.With(_service), new KernelArguments { ["input"] = "An awful day.", ["selection"] = selection });

        Assert.Equal(
            "Input: Awful.\nOutput: Negative\nInput: An awful day.\nOutput:", Assert.Single(_service.Prompts));
    }

    [Fact]
    public async Task CreateFunction_DemonstrationsOfTheCall_AreShownInstead()
    {
        KernelFunction function = PromptPlugin.CreateFunction(Prompt.Load(Path.Combine(_folder, "sentiment")));
        Demonstration[] own = [new("Fine.", "Positive"), new("Bad.", "Negative")];

        await function.InvokeAsync(
            Kernels.With(_service), new KernelArguments { ["input"] = "x", ["demonstrations"] = own });

        Assert.Equal(
            "Input: Fine.\nOutput: Positive\nInput: Bad.\nOutput: Negative\nInput: x\nOutput:",
            Assert.Single(_service.Prompts));
    }

    [Fact]
    public async Task CreateFunction_SelectionByVectors_EmbedsDemonstrationsOnce()
    {
        using var generator = new LetterCounts();
        IKernelBuilder builder = Kernel.CreateBuilder();
        builder.Services.AddSingleton<ITextGenerationService>(_service);
        builder.Services.AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(generator);
        Kernel kernel = builder.Build();
        KernelFunction function = PromptPlugin.CreateFunction(Prompt.Load(Path.Combine(_folder, "sentiment")));
        var arguments = new KernelArguments { ["input"] = "aa", ["selection"] = "NearestByEmbedding" };

        await function.InvokeAsync(kernel, arguments);
        await function.InvokeAsync(kernel, arguments);

        // Two demonstrations, and the input of each call.
        Assert.Equal(2 + 1 + 1, generator.Texts);
    }

    [Fact]
    public async Task CreateFunction_SelectionByWords_AsksForNoVectors()
    {
        IKernelBuilder builder = Kernel.CreateBuilder();
        builder.Services.AddSingleton<ITextGenerationService>(_service);
        builder.Services.AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(
            _ => throw new InvalidOperationException("asked for"));
        KernelFunction function = PromptPlugin.CreateFunction(Prompt.Load(Path.Combine(_folder, "sentiment")));

        await function.InvokeAsync(
            builder.Build(), new KernelArguments { ["input"] = "awful", ["selection"] = "NearestByBm25" });

        Assert.Contains("Output: Negative", Assert.Single(_service.Prompts), StringComparison.Ordinal);
    }

    [Fact]
    public void CreateFunction_SettingsOfSeveralServices_AreTheKernelsByServiceAndModel()
    {
        string file = Path.Combine(_folder, "sentiment", "prompt.yaml");
        File.WriteAllText(file, Classify.Replace("execution_settings:",
            "execution_settings:\n  gpt:\n    model_id: gpt-4\n    temperature: 0.6", StringComparison.Ordinal));

        KernelFunction function = PromptPlugin.CreateFunction(Prompt.Load(Path.GetDirectoryName(file)!));

        Assert.Equal(["gpt", "default"], function.ExecutionSettings!.Keys);
        Assert.Equal("gpt-4", function.ExecutionSettings["gpt"].ModelId);
        Assert.Equal(["temperature"], function.ExecutionSettings["gpt"].ExtensionData!.Keys);
    }

    [Fact]
    public async Task CreateFunction_SettingsOfThePrompt_AreTheSameFrozenOnesAtEachCall()
    {
        KernelFunction function = PromptPlugin.CreateFunction(Prompt.Load(Path.Combine(_folder, "sentiment")));
        Kernel kernel = Kernels.With(_service);

        await function.InvokeAsync(kernel, new KernelArguments { ["input"] = "x" });
        PromptExecutionSettings? first = _service.Settings;
        await function.InvokeAsync(kernel, new KernelArguments { ["input"] = "y" });

        Assert.Same(first, _service.Settings);
        Assert.True(first!.IsFrozen);
    }

    [Fact]
    public async Task CreateFunction_SelectionOfTheItemItself_NeverShowsIt()
    {
        KernelFunction function = PromptPlugin.CreateFunction(Prompt.Load(Path.Combine(_folder, "sentiment")));
        var selection = new DemonstrationSelection { Method = DemonstrationMethod.NearestByBm25, Count = 2 };

        await function.InvokeAsync(
            Kernels.With(_service), new KernelArguments { ["input"] = "Awful.", ["selection"] = selection });

        Assert.Equal(
            "Input: Great!\nOutput: Positive\nInput: Awful.\nOutput:", Assert.Single(_service.Prompts));
    }

    [Theory]
    [InlineData("selection", "nearest")]
    [InlineData("demonstrations", "Great!")]
    public async Task CreateFunction_NoSuchSelection_SaysWhatItMustBe(string name, string value)
    {
        KernelFunction function = PromptPlugin.CreateFunction(Prompt.Load(Path.Combine(_folder, "sentiment")));

        var error = await Assert.ThrowsAsync<ArgumentException>(() => function.InvokeAsync(
            Kernels.With(_service), new KernelArguments { ["input"] = "x", [name] = value }));

        Assert.Contains($"'{name}'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("many")]
    [InlineData(99)]
    public async Task CreateFunction_ShotsThatCannotBeSelected_AreRefused(object shots)
    {
        KernelFunction function = PromptPlugin.CreateFunction(Prompt.Load(Path.Combine(_folder, "sentiment")));
        var arguments = new KernelArguments { ["input"] = "x", ["selection"] = "First", ["shots"] = shots };

        var error = await Assert.ThrowsAsync<ArgumentException>(
            () => function.InvokeAsync(Kernels.With(_service), arguments));

        Assert.Contains($"'shots' is {(shots is string ? "'many'" : "99")}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateFunction_MissingOrUnknownArgument_ThrowsArgumentException()
    {
        KernelFunction function = PromptPlugin.CreateFunction(Prompt.Load(Path.Combine(_folder, "sentiment")));
        Kernel kernel = Kernels.With(_service);

        await Assert.ThrowsAsync<ArgumentException>(() => function.InvokeAsync(kernel));
        await Assert.ThrowsAsync<ArgumentException>(
            () => function.InvokeAsync(kernel, new KernelArguments { ["input"] = "x", ["typo"] = 1 }));
    }

    [Fact]
    public void Load_FolderWithoutPrompts_ThrowsArgumentException() =>
        Assert.Throws<ArgumentException>(() => PromptPlugin.Load(Path.Combine(_folder, "sentiment")));

    [Fact]
    public void Load_MissingFolder_Throws() =>
        Assert.Throws<DirectoryNotFoundException>(() => PromptPlugin.Load(Path.Combine(_folder, "none")));
}
