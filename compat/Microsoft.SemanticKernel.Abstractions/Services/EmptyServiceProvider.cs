namespace Microsoft.SemanticKernel;

internal sealed class EmptyServiceProvider : IServiceProvider
{
    internal static IServiceProvider Instance { get; } = new EmptyServiceProvider();

    public object? GetService(Type serviceType) =>
        serviceType.IsConstructedGenericType && serviceType.GetGenericTypeDefinition() == typeof(IEnumerable<>)
            ? Array.CreateInstance(serviceType.GenericTypeArguments[0], 0)
            : null;
}
