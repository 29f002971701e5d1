using System.Diagnostics.CodeAnalysis;

namespace Microsoft.SemanticKernel;

/// <summary>Asks its factories in order; the first that knows the format makes the template.</summary>
public sealed class AggregatorPromptTemplateFactory : IPromptTemplateFactory
{
    private readonly IPromptTemplateFactory[] _factories;

    public AggregatorPromptTemplateFactory(params IPromptTemplateFactory[] promptTemplateFactories)
    {
        Verify.NotNull(promptTemplateFactories);
        if (promptTemplateFactories.Length == 0)
        {
            throw new ArgumentException("The value cannot be empty.", nameof(promptTemplateFactories));
        }

        foreach (IPromptTemplateFactory factory in promptTemplateFactories)
        {
            Verify.NotNull(factory, nameof(promptTemplateFactories));
        }

        _factories = promptTemplateFactories;
    }

    public bool TryCreate(PromptTemplateConfig templateConfig, [NotNullWhen(true)] out IPromptTemplate? result)
    {
        Verify.NotNull(templateConfig);
        foreach (IPromptTemplateFactory factory in _factories)
        {
            if (factory.TryCreate(templateConfig, out result))
            {
                return true;
            }
        }

        result = null;
        return false;
    }
}
