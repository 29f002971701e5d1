using System.Diagnostics.CodeAnalysis;

namespace Microsoft.SemanticKernel;

/// <summary>Templates that render to their own text.</summary>
public sealed class EchoPromptTemplateFactory : IPromptTemplateFactory
{
    public bool TryCreate(PromptTemplateConfig templateConfig, [NotNullWhen(true)] out IPromptTemplate? result)
    {
        Verify.NotNull(templateConfig, "promptConfig");
        result = new EchoPromptTemplate(templateConfig.Template);
        return true;
    }

    private sealed class EchoPromptTemplate(string text) : IPromptTemplate
    {
        public Task<string> RenderAsync(
            Kernel kernel, KernelArguments? arguments = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(text);
    }
}
