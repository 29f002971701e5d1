using System.Diagnostics.CodeAnalysis;

namespace Microsoft.SemanticKernel;

public sealed class KernelParameterMetadata
{
    private string _name = string.Empty;
    private string _description = string.Empty;

    public KernelParameterMetadata(string name) => Name = name;

    public string Name
    {
        get => _name;
        init
        {
            Verify.NotNullOrWhiteSpace(value);
            _name = value;
        }
    }

    [AllowNull]
    public string Description
    {
        get => _description;
        init => _description = value ?? string.Empty;
    }

    public object? DefaultValue { get; init; }

    public bool IsRequired { get; init; }

    public Type? ParameterType { get; init; }
}
