using GptPrompting.Chat;
using Microsoft.Extensions.AI;

namespace GptPrompting.ExtensionsAI;

/// <summary>Messages of Microsoft.Extensions.AI as turns of a chat.</summary>
internal static class ChatMessages
{
    /// <param name="messages">The messages; not changed.</param>
    /// <param name="instructions">A system message before all; null or empty is none.</param>
    /// <exception cref="ArgumentException">A message has a role or a content that cannot be shown.</exception>
    internal static ChatTurn[] ToTurns(IEnumerable<ChatMessage> messages, string? instructions)
    {
        ChatTurn[] turns = [.. messages.Select(ToTurn)];
        return string.IsNullOrEmpty(instructions)
            ? turns
            : [new ChatTurn(ChatTurnRole.System, instructions), .. turns];
    }

    private static ChatTurn ToTurn(ChatMessage message, int index)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new ChatTurn(
            RoleOf(message.Role, index), string.Concat(message.Contents.Select(content => TextOf(content, index))));
    }

    private static ChatTurnRole RoleOf(ChatRole role, int index) =>
        role == ChatRole.User ? ChatTurnRole.User
        : role == ChatRole.Assistant ? ChatTurnRole.Assistant
        : role == ChatRole.System ? ChatTurnRole.System
        : throw new ArgumentException(
            $"Message {index + 1} has the role '{role}'; this model reads system, user and assistant.", "messages");

    private static string TextOf(AIContent content, int index) => content switch
    {
        TextContent text => text.Text,
        // What an earlier response has counted says nothing to the model.
        UsageContent => "",
        _ => throw new ArgumentException(
            $"Message {index + 1} has a {content.GetType().Name}; this model reads text only.", "messages"),
    };
}
