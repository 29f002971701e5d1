namespace GptPrompting.Chat;

/// <summary>What a chat template may know of a tokenizer: texts that are tokens of their own.</summary>
public sealed record ChatTokens
{
    /// <summary>The text of the token that begins a text; null where there is none.</summary>
    public string? BeginOfText { get; init; }

    /// <summary>The text of the token that ends a text; null where there is none.</summary>
    public string? EndOfText { get; init; }

    /// <summary>
    /// Texts that become a token of their own where a template writes them, and never within a message. Default: none.
    /// </summary>
    public IReadOnlyCollection<string> Special
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Special));
    } = [];
}
