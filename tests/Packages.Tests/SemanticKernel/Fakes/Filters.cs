using Microsoft.SemanticKernel;

namespace Packages.Tests.SemanticKernel.Fakes;

internal sealed class RenderFilter(Func<PromptRenderContext, Func<PromptRenderContext, Task>, Task> act)
    : IPromptRenderFilter
{
    public Task OnPromptRenderAsync(PromptRenderContext context, Func<PromptRenderContext, Task> next) =>
        act(context, next);
}

internal sealed class InvocationFilter(Func<FunctionInvocationContext, Func<FunctionInvocationContext, Task>, Task> act)
    : IFunctionInvocationFilter
{
    public Task OnFunctionInvocationAsync(
        FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next) =>
        act(context, next);
}
