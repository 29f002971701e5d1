using System.Text.Json.Serialization;

namespace Microsoft.SemanticKernel;

public abstract class KernelContent
{
    protected KernelContent()
    {
    }

    protected KernelContent(
        object? innerContent, string? modelId = null, IReadOnlyDictionary<string, object?>? metadata = null)
    {
        InnerContent = innerContent;
        ModelId = modelId;
        Metadata = metadata;
    }

    public string? MimeType { get; set; }

    [JsonIgnore]
    public object? InnerContent { get; set; }

    public string? ModelId { get; set; }

    public IReadOnlyDictionary<string, object?>? Metadata { get; set; }
}
