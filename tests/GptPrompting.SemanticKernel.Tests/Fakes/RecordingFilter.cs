using Microsoft.SemanticKernel;

namespace GptPrompting.SemanticKernel.Tests.Fakes;

internal sealed class RecordingFilter : IPromptRenderFilter, IFunctionInvocationFilter
{
    public string? Prompt { get; private set; }

    public string? Result { get; private set; }

    public async Task OnPromptRenderAsync(PromptRenderContext context, Func<PromptRenderContext, Task> next)
    {
        await next(context);
        Prompt = context.RenderedPrompt;
    }

    public async Task OnFunctionInvocationAsync(
        FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
    {
        await next(context);
        Result = context.Result.ToString();
    }
}
