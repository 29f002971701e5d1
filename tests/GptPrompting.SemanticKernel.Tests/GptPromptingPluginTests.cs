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

    [Fact]
    public void PromptLibrary_NotBesideTheProgram_SaysWhereItWasSought()
    {
        string folder = Path.Combine(Path.GetTempPath(), "nowhere");

        var error = Assert.Throws<DirectoryNotFoundException>(() => PromptLibrary.Find([folder, folder, ""]));

        Assert.Contains($"not in {folder}.", error.Message, StringComparison.Ordinal);
    }
}
