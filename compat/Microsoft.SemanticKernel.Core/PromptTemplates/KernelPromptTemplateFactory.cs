using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;

namespace Microsoft.SemanticKernel;

public sealed class KernelPromptTemplateFactory : IPromptTemplateFactory
{
    public KernelPromptTemplateFactory(ILoggerFactory? loggerFactory = null) => _ = loggerFactory;

    public bool AllowDangerouslySetContent { get; init; }

    public bool TryCreate(PromptTemplateConfig templateConfig, [NotNullWhen(true)] out IPromptTemplate? result)
    {
        Verify.NotNull(templateConfig);
        result = templateConfig.TemplateFormat == PromptTemplateConfig.SemanticKernelTemplateFormat
            ? new KernelPromptTemplate(templateConfig, AllowDangerouslySetContent)
            : null;
        return result is not null;
    }
}
