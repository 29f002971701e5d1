namespace GptPrompting.Scoring;

/// <summary>A stretch of a document that was scored in one pass.</summary>
public sealed record DocumentWindow
{
    /// <summary>0-based place among the document's windows.</summary>
    public required int Index { get; init; }

    /// <summary>How many windows the document has.</summary>
    public required int WindowCount { get; init; }

    /// <summary>0-based place of the first of <see cref="Tokens"/> in the document.</summary>
    public required int FirstToken { get; init; }

    /// <summary>How many tokens the document has.</summary>
    public required int TokenCount { get; init; }

    /// <summary>
    /// The tokens that were scored, one or more, each given what the window holds before it. All windows together hold
    /// every token of the document once.
    /// </summary>
    public required IReadOnlyList<TokenScore> Tokens { get; init; }
}
