using System.Diagnostics.CodeAnalysis;

namespace Microsoft.SemanticKernel;

internal sealed class DefaultKernelPlugin : KernelPlugin
{
    private readonly Dictionary<string, KernelFunction> _functions = new(StringComparer.OrdinalIgnoreCase);

    internal DefaultKernelPlugin(string name, string? description, IEnumerable<KernelFunction>? functions)
        : base(name, description)
    {
        foreach (KernelFunction function in functions ?? [])
        {
            Verify.NotNull(function, nameof(functions));
            KernelFunction copy = function.Clone(name);
            _functions.Add(copy.Name, copy);
        }
    }

    public override int FunctionCount => _functions.Count;

    public override bool TryGetFunction(string name, [NotNullWhen(true)] out KernelFunction? function) =>
        _functions.TryGetValue(name, out function);

    public override IEnumerator<KernelFunction> GetEnumerator() => _functions.Values.GetEnumerator();
}
