using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using TextContent = Microsoft.SemanticKernel.TextContent;

namespace GptPrompting.SemanticKernel.Tests;

public sealed class KernelTests(InBoxModel inBox) : IClassFixture<InBoxModel>
{
    private const string FewShot = """
        Classify the sentiment of the text as Positive or Negative.
        Input: This movie is amazing!
        Output: Positive
        Input: Terrible experience, would not recommend.
        Output: Negative
        Input: I absolutely love this product!
        Output:
        """;

    private readonly Kernel _kernel = Kernels.With(inBox.Model);
    private readonly KernelArguments _firstLine =
        new(new OnnxGptPromptExecutionSettings { StopSequences = ["\n"], MaxTokens = 8 });

    [Fact]
    public async Task InvokePrompt_FewShotSentiment_AnswersPositive()
    {
        FunctionResult result = await _kernel.InvokePromptAsync(FewShot, _firstLine);

        Assert.Equal("Positive", result.ToString().Trim());
        Assert.Equal(FewShot, result.RenderedPrompt);
        Assert.IsType<UsageDetails>(result.Metadata!["Usage"]);
    }

    [Fact]
    public async Task InvokePromptStreaming_FewShotSentiment_AnswersPositive()
    {
        string text = "";
        await foreach (string update in _kernel.InvokePromptStreamingAsync<string>(FewShot, _firstLine))
        {
            text += update;
        }

        Assert.Equal("Positive", text.Trim());
    }

    [Fact]
    public async Task InvokePrompt_SettingsOfThePromptFile_ReachTheModel()
    {
        PromptTemplateConfig config = PromptTemplateConfig.FromJson("""
            { "template": "Once upon a time", "execution_settings": { "default": { "top_p": 0.0, "max_tokens": "3" } } }
            """);

        FunctionResult result = await _kernel.InvokeAsync(_kernel.CreateFunctionFromPrompt(config));

        Assert.Equal(3, Assert.IsType<UsageDetails>(result.Metadata!["Usage"]).OutputTokenCount);
    }

    [Fact]
    public async Task InvokePrompt_SeveralResults_AreAListOfContents()
    {
        var arguments = new KernelArguments(new OnnxGptPromptExecutionSettings { ResultsPerPrompt = 2, MaxTokens = 2 });

        FunctionResult result = await _kernel.InvokePromptAsync("Once upon a time", arguments);

        Assert.Equal(2, result.GetValue<IReadOnlyList<TextContent>>()!.Count);
    }

    [Fact]
    public async Task Filters_FewShotSentiment_SeePromptAndResult()
    {
        var filter = new Fakes.RecordingFilter();
        _kernel.PromptRenderFilters.Add(filter);
        _kernel.FunctionInvocationFilters.Add(filter);

        await _kernel.InvokePromptAsync(FewShot, _firstLine);

        Assert.Equal(FewShot, filter.Prompt);
        Assert.Equal("Positive", filter.Result!.Trim());
    }

    [Fact]
    public async Task InvokePromptStreaming_CanceledMidStream_ThrowsKernelFunctionCanceled()
    {
        using var source = new CancellationTokenSource();

        await Assert.ThrowsAsync<KernelFunctionCanceledException>(async () =>
        {
            await foreach (string update in _kernel.InvokePromptStreamingAsync<string>(
                "Once", cancellationToken: source.Token))
            {
                await source.CancelAsync();
            }
        });
    }
}
