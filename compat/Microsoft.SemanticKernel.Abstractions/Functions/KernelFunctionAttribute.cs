namespace Microsoft.SemanticKernel;

[AttributeUsage(AttributeTargets.Method, AllowMultiple = false)]
public sealed class KernelFunctionAttribute : Attribute
{
    public KernelFunctionAttribute()
    {
    }

    public KernelFunctionAttribute(string? name) => Name = name;

    public string? Name { get; }
}
