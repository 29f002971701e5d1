namespace Microsoft.SemanticKernel.Services;

/// <summary>What all AI services have in common.</summary>
public interface IAIService
{
    IReadOnlyDictionary<string, object?> Attributes { get; }
}
