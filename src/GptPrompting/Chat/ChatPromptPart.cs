namespace GptPrompting.Chat;

/// <summary>A stretch of a chat prompt.</summary>
/// <param name="Text">The characters.</param>
/// <param name="IsData">
/// True for the text of a message, in which no special token is recognised; false for what the template wrote.
/// </param>
public readonly record struct ChatPromptPart(string Text, bool IsData);
