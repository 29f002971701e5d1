using System.Diagnostics.CodeAnalysis;

namespace Microsoft.SemanticKernel;

public sealed class KernelFunctionMetadata
{
    private string _name = string.Empty;
    private string _description = string.Empty;

    public KernelFunctionMetadata(string name) => Name = name;

    public string Name
    {
        get => _name;
        set
        {
            Verify.ValidFunctionName(value);
            _name = value;
        }
    }

    public string? PluginName { get; set; }

    [AllowNull]
    public string Description
    {
        get => _description;
        set => _description = value ?? string.Empty;
    }

    public IReadOnlyList<KernelParameterMetadata> Parameters { get; set; } = [];

    public KernelReturnParameterMetadata ReturnParameter { get; set; } = new();
}
