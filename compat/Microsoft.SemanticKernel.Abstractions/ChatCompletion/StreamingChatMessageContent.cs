using System.Text;
using System.Text.Json.Serialization;
using Microsoft.SemanticKernel.ChatCompletion;

namespace Microsoft.SemanticKernel;

public class StreamingChatMessageContent : StreamingKernelContent
{
    [JsonConstructor]
    public StreamingChatMessageContent(
        AuthorRole? role,
        string? content,
        object? innerContent = null,
        int choiceIndex = 0,
        string? modelId = null,
        Encoding? encoding = null,
        IReadOnlyDictionary<string, object?>? metadata = null)
        : base(innerContent, choiceIndex, modelId, metadata)
    {
        Role = role;
        Content = content;
        Encoding = encoding ?? Encoding.UTF8;
    }

    public AuthorRole? Role { get; set; }

    public string? Content { get; set; }

    [JsonIgnore]
    public Encoding Encoding { get; set; }

    public override string ToString() => Content ?? string.Empty;

    public override byte[] ToByteArray() => Encoding.GetBytes(ToString());
}
