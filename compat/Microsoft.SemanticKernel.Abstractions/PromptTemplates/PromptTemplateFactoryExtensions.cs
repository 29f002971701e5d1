namespace Microsoft.SemanticKernel;

public static class PromptTemplateFactoryExtensions
{
    public static IPromptTemplate Create(this IPromptTemplateFactory factory, PromptTemplateConfig templateConfig)
    {
        Verify.NotNull(factory);
        Verify.NotNull(templateConfig);
        return factory.TryCreate(templateConfig, out IPromptTemplate? template)
            ? template
            : throw new KernelException($"Prompt template format {templateConfig.TemplateFormat} is not supported.");
    }
}
