namespace GptPrompting.Chat;

/// <summary>One message of a chat.</summary>
/// <param name="Role">Who says it.</param>
/// <param name="Text">What is said; any text, also none.</param>
public sealed record ChatTurn(ChatTurnRole Role, string Text);
