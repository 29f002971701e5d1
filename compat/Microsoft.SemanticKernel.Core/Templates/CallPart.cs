namespace Microsoft.SemanticKernel.TemplateEngine;

/// <summary>{{plugin.function $first name='value'}}.</summary>
internal sealed class CallPart(string pluginName, string functionName, List<CallArgument> callArguments) : TemplatePart
{
    internal override IEnumerable<string> Variables => callArguments.SelectMany(each => each.Value.Variables);

    internal override async ValueTask<object?> RenderAsync(
        Kernel kernel, KernelArguments? arguments, CancellationToken cancellationToken)
    {
        if (callArguments.Count > 0)
        {
            arguments = await BindAsync(kernel, arguments, cancellationToken).ConfigureAwait(false);
        }

        FunctionResult result = await kernel
            .InvokeAsync(pluginName, functionName, arguments, cancellationToken).ConfigureAwait(false);
        return result.Value;
    }

    /// <summary>A copy, so that a call leaves no trace in the arguments of the prompt.</summary>
    private async ValueTask<KernelArguments> BindAsync(
        Kernel kernel, KernelArguments? arguments, CancellationToken cancellationToken)
    {
        KernelArguments bound = arguments is null ? [] : new KernelArguments(arguments);
        IReadOnlyList<KernelParameterMetadata> parameters =
            kernel.Plugins.GetFunction(pluginName, functionName).Metadata.Parameters;
        if (parameters.Count == 0)
        {
            throw new ArgumentException(
                $"Function {pluginName}.{functionName} does not take any arguments but it is being called in the "
                + "template "
                + $"with {callArguments.Count} arguments.");
        }

        foreach ((string? name, TemplatePart value) in callArguments)
        {
            if (name is not null && callArguments[0].Name is null
                && name.Equals(parameters[0].Name, StringComparison.OrdinalIgnoreCase))
            {
                throw new ArgumentException(
                    $"The parameter '{name}' of {pluginName}.{functionName} is given twice, by position and by name.");
            }

            bound[name ?? parameters[0].Name] =
                await value.RenderAsync(kernel, bound, cancellationToken).ConfigureAwait(false);
        }

        return bound;
    }
}
