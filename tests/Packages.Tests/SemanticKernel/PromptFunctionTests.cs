using Microsoft.SemanticKernel;
using Packages.Tests.SemanticKernel.Fakes;

namespace Packages.Tests.SemanticKernel;

public sealed class PromptFunctionTests
{
    [Fact]
    public async Task Invoke_OneAnswer_IsTheResultWithMetadataAndPrompt()
    {
        FunctionResult result = await Kernels.With(new RecordingTextService("m", "answer")).InvokePromptAsync("Hello");

        Assert.Equal("answer", result.ToString());
        Assert.Equal("answer", result.GetValue<string>());
        Assert.Equal("m", result.GetValue<TextContent>()!.ModelId);
        Assert.Equal("Stop", result.Metadata!["FinishReason"]);
        Assert.Equal("Hello", result.RenderedPrompt);
    }

    [Fact]
    public async Task Invoke_SeveralAnswers_AreAListOfContents()
    {
        FunctionResult result = await Kernels.With(new RecordingTextService("m", "a", "b")).InvokePromptAsync("Hello");

        IReadOnlyList<TextContent> contents = result.GetValue<IReadOnlyList<TextContent>>()!;

        Assert.Equal(["a", "b"], contents.Select(content => content.Text));
    }

    [Fact]
    public async Task Invoke_ValueOfAnotherType_ThrowsInvalidCast()
    {
        FunctionResult result = await Kernels.With(new RecordingTextService("m", "7")).InvokePromptAsync("Hello");

        Assert.Throws<InvalidCastException>(() => result.GetValue<int>());
    }

    [Fact]
    public async Task InvokeStreaming_Updates_ArriveInOrder()
    {
        Kernel kernel = Kernels.With(new RecordingTextService("m", "a", "b"));
        List<string> texts = [];

        await foreach (string text in kernel.InvokePromptStreamingAsync<string>("Hello"))
        {
            texts.Add(text);
        }

        Assert.Equal(["a", "b"], texts);
    }

    [Fact]
    public async Task Invoke_PromptThatLooksLikeXml_ReachesATextServiceAsItIs()
    {
        var service = new RecordingTextService("m", "answer");

        await Kernels.With(service).InvokePromptAsync("<message role=\"user\">Hi</message>");

        Assert.Equal("<message role=\"user\">Hi</message>", Assert.Single(service.Prompts));
    }

    [Fact]
    public async Task Invoke_MissingArgumentWithDefault_UsesTheDefault()
    {
        var service = new RecordingTextService("m", "answer");
        var config =
            new PromptTemplateConfig("[{{$text}}]") { InputVariables = [new() { Name = "text", Default = "none" }] };

        await KernelFunctionFactory.CreateFromPrompt(config).InvokeAsync(Kernels.With(service));

        Assert.Equal("[none]", Assert.Single(service.Prompts));
    }

    [Fact]
    public async Task Invoke_Canceled_ThrowsKernelFunctionCanceled()
    {
        Kernel kernel = Kernels.With(new RecordingTextService("m", "answer"));
        var canceled = new CancellationToken(canceled: true);

        KernelFunctionCanceledException error = await Assert.ThrowsAsync<KernelFunctionCanceledException>(
            () => kernel.InvokePromptAsync("Hello", cancellationToken: canceled));

        Assert.Same(kernel, error.Kernel);
        Assert.Equal(canceled, error.CancellationToken);
    }

    [Theory]
    [InlineData("", "Hello")]
    [InlineData("Own", "Own")]
    public async Task InvokePrompt_Config_PrefersItsOwnTemplate(string template, string expected)
    {
        var config = new PromptTemplateConfig(template) { Name = "greet" };

        FunctionResult result = await Kernels.With(new RecordingTextService("m", "answer"))
            .InvokePromptAsync("Hello", promptTemplateConfig: config);

        Assert.Equal(("greet", expected), (result.Function.Name, result.RenderedPrompt));
    }

    [Fact]
    public void Create_FactoryWithoutFormat_IsRefused() =>
        Assert.Throws<ArgumentException>(
            () => KernelFunctionFactory.CreateFromPrompt(
                "Hello", promptTemplateFactory: new EchoPromptTemplateFactory()));

    [Fact]
    public async Task Invoke_ByPluginAndName_FindsTheFunction()
    {
        Kernel kernel = Kernels.With(new RecordingTextService("m", "answer"));
        kernel.ImportPluginFromFunctions("prompts", [kernel.CreateFunctionFromPrompt("Hello", functionName: "greet")]);

        Assert.Equal("answer", await kernel.InvokeAsync<string>("prompts", "greet"));
        Assert.Equal("prompts", kernel.Plugins.GetFunction(null, "GREET").PluginName);
        await Assert.ThrowsAsync<KeyNotFoundException>(() => kernel.InvokeAsync("prompts", "other"));
    }
}
