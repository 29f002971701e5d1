using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Microsoft.SemanticKernel;

public abstract class KernelPlugin : IEnumerable<KernelFunction>
{
    protected KernelPlugin(string name, string? description = null)
    {
        Verify.ValidPluginName(name);
        Name = name;
        Description = string.IsNullOrWhiteSpace(description) ? string.Empty : description;
    }

    public string Name { get; }

    public string Description { get; }

    public abstract int FunctionCount { get; }

    public KernelFunction this[string functionName] =>
        TryGetFunction(functionName, out KernelFunction? function)
            ? function
            : throw new KeyNotFoundException($"The plugin '{Name}' does not contain a function '{functionName}'.");

    public bool Contains(string functionName)
    {
        Verify.NotNull(functionName);
        return TryGetFunction(functionName, out _);
    }

    public bool Contains(KernelFunction function)
    {
        Verify.NotNull(function);
        return Contains(function.Name);
    }

    public abstract bool TryGetFunction(string name, [NotNullWhen(true)] out KernelFunction? function);

    public IList<KernelFunctionMetadata> GetFunctionsMetadata() => [.. this.Select(each => each.Metadata)];

    public abstract IEnumerator<KernelFunction> GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
