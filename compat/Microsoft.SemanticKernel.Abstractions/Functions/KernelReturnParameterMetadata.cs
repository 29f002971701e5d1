using System.Diagnostics.CodeAnalysis;

namespace Microsoft.SemanticKernel;

public sealed class KernelReturnParameterMetadata
{
    private string _description = string.Empty;

    [AllowNull]
    public string Description
    {
        get => _description;
        set => _description = value ?? string.Empty;
    }

    public Type? ParameterType { get; set; }
}
