using GptPrompting.Tests;
using Microsoft.SemanticKernel;

namespace GptPrompting.SemanticKernel.Tests;

/// <summary>The prompts of this repository, as kernel plugins.</summary>
public sealed class PromptLibraryTests(InBoxModel inBox) : IClassFixture<InBoxModel>
{
    public static TheoryData<string> Plugins =>
        [.. Directory.EnumerateDirectories(Library).Select(each => Path.GetFileName(each))
            .Where(name => name[0] != '_')];

    private static string Library => Path.Combine(Repository.Root, "prompts");

    [Theory]
    [MemberData(nameof(Plugins))]
    public void Load_PluginOfTheLibrary_HasSettingsThatTheServiceReads(string plugin)
    {
        KernelPlugin functions = PromptPlugin.Load(Path.Combine(Library, plugin));

        Assert.All(functions, function => Assert.All(
            function.ExecutionSettings!.Values,
            settings => OnnxGptPromptExecutionSettings.FromExecutionSettings(settings)));
    }

    [Fact]
    public async Task Invoke_SentimentOfTheLibrary_AnswersPositive()
    {
        Kernel kernel = Kernels.With(inBox.Model);
        kernel.Plugins.Add(PromptPlugin.Load(Path.Combine(Library, "classify")));

        string? answer = await kernel.InvokeAsync<string>(
            "classify", "sentiment", new KernelArguments { ["input"] = "I absolutely love this product!" });

        Assert.Equal("Positive", answer!.Trim());
    }
}
