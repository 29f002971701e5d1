using Microsoft.SemanticKernel;

namespace GptPrompting.SemanticKernel;

/// <summary>What a template sees of an argument: the kernel's wrappers around a value are taken off.</summary>
internal static class ArgumentValue
{
    /// <summary>The value of a function's result and the text of a content, alone or in a list; others as is.</summary>
    internal static object? Of(object? argument) => argument switch
    {
        FunctionResult result => Of(result.GetValue<object>()),
        KernelContent content => content.ToString(),
        IEnumerable<KernelContent> contents => contents.Select(content => content.ToString()),
        IEnumerable<FunctionResult> results => results.Select(Of),
        _ => argument,
    };
}
