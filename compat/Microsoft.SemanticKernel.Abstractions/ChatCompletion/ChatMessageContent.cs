using System.Text;
using System.Text.Json.Serialization;
using Microsoft.SemanticKernel.ChatCompletion;

namespace Microsoft.SemanticKernel;

public class ChatMessageContent : KernelContent
{
    public ChatMessageContent(
        AuthorRole role,
        string? content,
        string? modelId = null,
        object? innerContent = null,
        Encoding? encoding = null,
        IReadOnlyDictionary<string, object?>? metadata = null)
        : base(innerContent, modelId, metadata)
    {
        Role = role;
        Content = content;
        Encoding = encoding ?? Encoding.UTF8;
    }

    public AuthorRole Role { get; set; }

    public string? Content { get; set; }

    [JsonIgnore]
    public Encoding Encoding { get; set; }

    public override string ToString() => Content ?? string.Empty;
}
