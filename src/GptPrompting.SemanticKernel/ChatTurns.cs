using GptPrompting.Chat;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace GptPrompting.SemanticKernel;

/// <summary>A chat history as turns of a chat.</summary>
internal static class ChatTurns
{
    /// <exception cref="ArgumentException">A message has a role or a content that cannot be shown.</exception>
    internal static ChatTurn[] Of(ChatHistory history) =>
        [.. ((IEnumerable<ChatMessageContent>)history).Select((message, index) => new ChatTurn(
            RoleOf(message.Role, index), string.Concat(message.Items.Select(item => TextOf(item, index)))))];

    private static ChatTurnRole RoleOf(AuthorRole role, int index) =>
        role == AuthorRole.User ? ChatTurnRole.User
        : role == AuthorRole.Assistant ? ChatTurnRole.Assistant
        : role == AuthorRole.System || role == AuthorRole.Developer ? ChatTurnRole.System
        : throw new ArgumentException(
            $"Message {index + 1} has the role '{role}'; this model reads system, developer, user and assistant.",
            "chatHistory");

    private static string? TextOf(KernelContent item, int index) => item is TextContent text
        ? text.Text
        : throw new ArgumentException(
            $"Message {index + 1} has a {item.GetType().Name}; this model reads text only.", "chatHistory");
}
