using Microsoft.SemanticKernel;
using Packages.Tests.SemanticKernel.Fakes;

namespace Packages.Tests.SemanticKernel;

public sealed class FilterTests
{
    private readonly RecordingTextService _service = new("m", "answer");

    [Fact]
    public async Task RenderFilter_ChangedPrompt_ReachesTheService()
    {
        Kernel kernel = Kernels.With(_service);
        kernel.PromptRenderFilters.Add(new RenderFilter(async (context, next) =>
        {
            await next(context);
            context.RenderedPrompt += " and more";
        }));

        await kernel.InvokePromptAsync("Hello");

        Assert.Equal("Hello and more", Assert.Single(_service.Prompts));
    }

    [Fact]
    public async Task RenderFilter_Result_ReplacesTheService()
    {
        Kernel kernel = Kernels.With(_service);
        kernel.PromptRenderFilters.Add(new RenderFilter(async (context, next) =>
        {
            await next(context);
            context.Result = new FunctionResult(context.Function, "cached");
        }));

        FunctionResult result = await kernel.InvokePromptAsync("Hello");

        Assert.Equal(("cached", "Hello"), (result.ToString(), result.RenderedPrompt));
        Assert.Empty(_service.Prompts);
    }

    [Fact]
    public async Task InvocationFilters_Two_TheFirstIsTheOuter()
    {
        Kernel kernel = Kernels.With(_service);
        List<string> order = [];
        kernel.FunctionInvocationFilters.Add(Tracing("outer", order));
        kernel.FunctionInvocationFilters.Add(Tracing("inner", order));

        await kernel.InvokePromptAsync("Hello");

        Assert.Equal(["outer", "inner", "inner: answer", "outer: answer"], order);
    }

    [Fact]
    public async Task InvocationFilter_Streaming_SeesTheStreamAsResult()
    {
        Kernel kernel = Kernels.With(_service);
        bool wasStreaming = false;
        kernel.FunctionInvocationFilters.Add(new InvocationFilter(async (context, next) =>
        {
            await next(context);
            wasStreaming = context.IsStreaming && context.Result.GetValue<IAsyncEnumerable<string>>() is not null;
        }));

        await foreach (string text in kernel.InvokePromptStreamingAsync<string>("Hello"))
        {
            Assert.Equal("answer", text);
        }

        Assert.True(wasStreaming);
    }

    [Fact]
    public void Clone_FiltersPluginsAndData_AreCopied()
    {
        Kernel kernel = Kernels.With(_service);
        Kernel copy = kernel.Clone();

        copy.PromptRenderFilters.Add(new RenderFilter((context, next) => next(context)));
        copy.Data["key"] = 1;
        copy.ImportPluginFromFunctions("p", [copy.CreateFunctionFromMethod(() => 1, "one")]);

        Assert.Same(kernel.Services, copy.Services);
        Assert.Empty(kernel.PromptRenderFilters);
        Assert.Empty(kernel.Data);
        Assert.Empty(kernel.Plugins);
    }

    private static InvocationFilter Tracing(string name, List<string> order) => new(async (context, next) =>
    {
        order.Add(name);
        await next(context);
        order.Add($"{name}: {context.Result}");
    });
}
