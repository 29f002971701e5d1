namespace GptPrompting.Chat;

/// <summary>A chat as a model reads it, up to where the answer begins. A <see cref="ChatTemplate"/> makes it.</summary>
public sealed class ChatPrompt
{
    private readonly ChatForm _form;

    internal ChatPrompt(IReadOnlyList<ChatPromptPart> parts, ChatForm form) => (Parts, _form) = (parts, form);

    /// <summary>What the template wrote and the texts of the messages, in order.</summary>
    public IReadOnlyList<ChatPromptPart> Parts { get; }

    /// <summary>All parts as one text. Its tokens are not these of the parts: it no longer tells data apart.</summary>
    public string Text => string.Concat(Parts.Select(part => part.Text));

    /// <summary>Texts that begin another turn, and so end the answer.</summary>
    public IReadOnlyList<string> StopSequences => _form.StopSequences;

    /// <summary>Special tokens that begin or end a turn, and so end the answer.</summary>
    public IReadOnlyList<string> StopTokens => _form.StopTokens;

    /// <summary>What stands between the prompt and an answer in a chat: " " or nothing.</summary>
    internal string AnswerPrefix => _form.AnswerPrefix;

    /// <summary>White space that ends an answer in a chat.</summary>
    internal string AnswerSuffix => _form.AnswerSuffix;

    /// <summary>Whether the tokenizer is to put around it what it puts around any text.</summary>
    internal bool AddsSpecialTokens => _form.AddsSpecialTokens;
}
