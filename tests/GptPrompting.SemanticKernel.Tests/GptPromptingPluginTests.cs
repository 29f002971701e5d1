using GptPrompting.ExtensionsAI;
using GptPrompting.Scoring;
using Microsoft.SemanticKernel;

namespace GptPrompting.SemanticKernel.Tests;

public sealed class GptPromptingPluginTests(InBoxModel inBox) : IClassFixture<InBoxModel>
{
    [Fact]
    public void AddGptPrompting_ToAKernel_HasAFunctionOfEveryPromptInTheBox()
    {
        Kernel kernel = Kernels.With(inBox.Model);

        KernelPlugin plugin = kernel.Plugins.AddGptPrompting();

        string[] folders = [.. Directory
            .EnumerateFiles(PromptLibrary.Folder, "prompt.yaml", SearchOption.AllDirectories)
            .Select(file => Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(file)))!)];
        Assert.Same(plugin, kernel.Plugins["GptPrompting"]);
        Assert.All(folders, kind => Assert.Contains(
            plugin, each => each.Name.StartsWith(kind + "_", StringComparison.Ordinal)));
        Assert.Equal(folders.Length, plugin.Count(each => char.IsLower(each.Name[0])));
    }

    [Fact]
    public void AddGptPrompting_EveryFunction_SaysWhatItAndItsParametersAreFor()
    {
        KernelPlugin plugin = Kernels.With(inBox.Model).Plugins.AddGptPrompting();

        Assert.All(plugin, each => Assert.NotEmpty(each.Description));
        Assert.All(
            plugin.SelectMany(each => each.Metadata.Parameters), each => Assert.NotEmpty(each.Description));
    }

    [Fact]
    public void AddGptPrompting_ShotsOfAFunction_AreAWholeNumber()
    {
        KernelPlugin plugin = Kernels.With(inBox.Model).Plugins.AddGptPrompting();

        KernelParameterMetadata shots = plugin["classify_sentiment"].Metadata.Parameters.Single(
            each => each.Name == "shots");
        Assert.Equal(typeof(long), shots.ParameterType);
        Assert.False(shots.IsRequired);
    }

    [Fact]
    public async Task AddGptPrompting_ToABuilder_AnswersThroughTheKernelsModel()
    {
        IKernelBuilder builder = Kernel.CreateBuilder().AddOnnxGptTextGeneration(inBox.Model);
        builder.Plugins.AddGptPrompting();
        Kernel kernel = builder.Build();

        string? label = await kernel.InvokeAsync<string>(
            "GptPrompting", "classify_sentiment", new KernelArguments { ["input"] = "What a wonderful day!" });

        Assert.Equal("Positive", label?.Trim());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Invoke_DemonstrationsThatDoNotFit_AreLeftOutAndReported(bool isChat)
    {
        IKernelBuilder builder = isChat
            ? Kernel.CreateBuilder().AddOnnxGptChatCompletion(inBox.Model)
            : Kernel.CreateBuilder().AddOnnxGptTextGeneration(inBox.Model);
        Kernel kernel = builder.Build();
        KernelFunction function = kernel.Plugins.AddGptPrompting()["classify_sentiment"];

        FunctionResult cut = await function.InvokeAsync(kernel, Words(400));
        FunctionResult whole = await function.InvokeAsync(kernel, Words(1));

        Assert.InRange((int)cut.Metadata![PromptFunctions.LeftOutKey]!, 1, 8);
        Assert.Equal(0, whole.Metadata![PromptFunctions.LeftOutKey]);
    }

    [Fact]
    public async Task InvokeStreaming_DemonstrationsThatDoNotFit_AreReportedAtTheEnd()
    {
        Kernel kernel = Kernels.With(inBox.Model);
        KernelFunction function = kernel.Plugins.AddGptPrompting()["classify_sentiment"];

        StreamingTextContent[] updates =
            await function.InvokeStreamingAsync<StreamingTextContent>(kernel, Words(400)).ToArrayAsync();

        Assert.InRange((int)updates[^1].Metadata![PromptFunctions.LeftOutKey]!, 1, 8);
    }

    [Theory]
    [InlineData(true)]
    [InlineData("true")]
    public async Task Invoke_Strict_RefusesToLeaveOut(object strict)
    {
        Kernel kernel = Kernels.With(inBox.Model);
        KernelFunction function = kernel.Plugins.AddGptPrompting()["classify_sentiment"];

        var error = await Assert.ThrowsAsync<ArgumentException>(
            () => function.InvokeAsync(kernel, Words(400, ("strict", strict))));
        FunctionResult whole = await function.InvokeAsync(kernel, Words(1, ("strict", strict)));

        Assert.Contains("with its 8 demonstrations", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, whole.Metadata![PromptFunctions.LeftOutKey]);
    }

    [Theory]
    [InlineData("perhaps", "'strict' is 'perhaps'")]
    [InlineData(true, "needs a service of this library")]
    public async Task Invoke_StrictThatCannotBe_IsRefused(object strict, string expected)
    {
        Kernel kernel = Kernels.With(new Fakes.RecordingTextService());
        KernelFunction function = kernel.Plugins.AddGptPrompting()["classify_sentiment"];

        var error = await Assert.ThrowsAsync<ArgumentException>(
            () => function.InvokeAsync(kernel, Words(1, ("strict", strict))));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Score_OfAKernel_IsTheScoreOfItsModel()
    {
        Kernel kernel = Kernels.With(inBox.Model);
        kernel.Plugins.AddGptPrompting();

        ContinuationScore? score = await kernel.InvokeAsync<ContinuationScore>(
            "GptPrompting", "Score", new KernelArguments { ["prompt"] = "Once upon", ["continuation"] = " a time" });

        Assert.Equal(inBox.Model.Score("Once upon", " a time").LogLikelihood, score!.LogLikelihood, 1e-5);
    }

    [Fact]
    public async Task Classify_Labels_AreThoseOfTheModel()
    {
        Kernel kernel = Kernels.With(inBox.Model);
        kernel.Plugins.AddGptPrompting();
        const string Prompt = "Classify the sentiment of the text as Positive or Negative.\nInput: So good!\nOutput:";
        string[] labels = ["Positive", "Negative"];

        Classification? classification = await kernel.InvokeAsync<Classification>(
            "GptPrompting", "Classify", new KernelArguments { ["prompt"] = Prompt, ["labels"] = labels });

        Assert.Equal(inBox.Model.Classify(Prompt, labels).Label, classification!.Label);
        Assert.Equal(labels, classification.Labels.Select(each => each.Label));
    }

    [Fact]
    public async Task CountTokens_OfAModelThatWasGiven_NeedsNoService()
    {
        var kernel = new Kernel();
        kernel.Plugins.AddGptPrompting(inBox.Model);

        int count = await kernel.InvokeAsync<int>(
            "GptPrompting", "CountTokens", new KernelArguments { ["text"] = "Once upon a time" });

        Assert.Equal(inBox.Model.Tokenizer.Encode("Once upon a time", addSpecialTokens: false).Length, count);
    }

    [Fact]
    public async Task Score_OfAnotherService_SaysWhatToDo()
    {
        Kernel kernel = Kernels.With(new Fakes.RecordingTextService());
        kernel.Plugins.AddGptPrompting();

        Exception error = await Assert.ThrowsAnyAsync<KernelException>(() => kernel.InvokeAsync(
            "GptPrompting", "CountTokens", new KernelArguments { ["text"] = "a" }));

        Assert.Contains("give AddGptPrompting a model", error.ToString(), StringComparison.Ordinal);
    }

    private static KernelArguments Words(int count, params (string Name, object Value)[] more)
    {
        var arguments = new KernelArguments
        {
            ["input"] = string.Concat(Enumerable.Repeat("word ", count)) + "good", ["shots"] = 8,
        };
        foreach ((string name, object value) in more)
        {
            arguments[name] = value;
        }

        return arguments;
    }

    [Fact]
    public void PromptLibrary_NotBesideTheProgram_SaysWhereItWasSought()
    {
        string folder = Path.Combine(Path.GetTempPath(), "nowhere");

        var error = Assert.Throws<DirectoryNotFoundException>(() => PromptLibrary.Find([folder, folder, ""]));

        Assert.Contains($"not in {folder}.", error.Message, StringComparison.Ordinal);
    }
}
