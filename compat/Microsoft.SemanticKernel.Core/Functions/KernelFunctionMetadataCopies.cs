namespace Microsoft.SemanticKernel;

internal static class KernelFunctionMetadataCopies
{
    internal static KernelFunctionMetadata In(this KernelFunctionMetadata metadata, string? pluginName) =>
        new(metadata.Name)
    {
        PluginName = pluginName,
        Description = metadata.Description,
        Parameters = metadata.Parameters,
        ReturnParameter = metadata.ReturnParameter,
    };
}
