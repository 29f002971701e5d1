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
        Encoding = encoding ?? Encoding.UTF8;
        Content = content;
    }

    public ChatMessageContent(
        AuthorRole role,
        ChatMessageContentItemCollection items,
        string? modelId = null,
        object? innerContent = null,
        Encoding? encoding = null,
        IReadOnlyDictionary<string, object?>? metadata = null)
        : base(innerContent, modelId, metadata)
    {
        Role = role;
        Encoding = encoding ?? Encoding.UTF8;
        Items = items;
    }

    public AuthorRole Role { get; set; }

    [JsonIgnore]
    public string? Content
    {
        get => FirstText?.Text;
        set
        {
            if (FirstText is { } text)
            {
                text.Text = value;
                text.Encoding = Encoding;
            }
            else if (value is not null)
            {
                Items.Add(new TextContent(value, ModelId, InnerContent, Encoding, Metadata) { MimeType = MimeType });
            }
        }
    }

    public ChatMessageContentItemCollection Items { get; set; } = [];

    private TextContent? FirstText => Items.OfType<TextContent>().FirstOrDefault();

    [JsonIgnore]
    public Encoding Encoding { get; set; }

    public override string ToString() => Content ?? string.Empty;
}
