namespace Microsoft.SemanticKernel.TemplateEngine;

/// <summary>A piece of a template in the kernel's own language: plain text, or what stands between {{ and }}.</summary>
internal abstract class TemplatePart
{
    internal virtual IEnumerable<string> Variables => [];

    internal abstract ValueTask<object?> RenderAsync(
        Kernel kernel, KernelArguments? arguments, CancellationToken cancellationToken);
}

internal sealed class TextPart(string text) : TemplatePart
{
    internal override ValueTask<object?> RenderAsync(
        Kernel kernel, KernelArguments? arguments, CancellationToken cancellationToken) =>
        new(text);
}

/// <summary>A quoted value, {{ 'text' }}.</summary>
internal sealed class ValuePart(string text) : TemplatePart
{
    internal override ValueTask<object?> RenderAsync(
        Kernel kernel, KernelArguments? arguments, CancellationToken cancellationToken) =>
        new(text);
}

/// <summary>{{$name}}; a variable without a value renders as nothing.</summary>
internal sealed class VariablePart(string name) : TemplatePart
{
    internal string Name { get; } = name;

    internal override IEnumerable<string> Variables => [Name];

    internal override ValueTask<object?> RenderAsync(
        Kernel kernel, KernelArguments? arguments, CancellationToken cancellationToken) =>
        new(arguments?.GetValueOrDefault(Name));
}

/// <summary>
/// An argument of a call; the first may lack a name, in which case it is meant for the first parameter.
/// </summary>
internal sealed record CallArgument(string? Name, TemplatePart Value);
