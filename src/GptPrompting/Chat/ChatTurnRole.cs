namespace GptPrompting.Chat;

/// <summary>Who says something in a chat.</summary>
public enum ChatTurnRole
{
    /// <summary>The application: what the assistant is to be like.</summary>
    System,

    /// <summary>The person, or whatever asks.</summary>
    User,

    /// <summary>The model.</summary>
    Assistant,
}
