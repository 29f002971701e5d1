using Microsoft.SemanticKernel;
using UsageDetails = Microsoft.Extensions.AI.UsageDetails;

namespace AgentApp;

/// <summary>Tells what each function cost.</summary>
internal sealed class TokenFilter : IFunctionInvocationFilter
{
    public async Task OnFunctionInvocationAsync(
        FunctionInvocationContext context, Func<FunctionInvocationContext, Task> next)
    {
        await next(context);
        if (context.Result.Metadata?.GetValueOrDefault("Usage") is UsageDetails usage)
        {
            Console.WriteLine(
                $"({context.Function.Name}: {usage.InputTokenCount} tokens read, {usage.OutputTokenCount} written)");
        }
    }
}
