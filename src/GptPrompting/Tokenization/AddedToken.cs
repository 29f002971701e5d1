namespace GptPrompting.Tokenization;

/// <summary>A token that is found in the text as it stands, before the text is split and encoded.</summary>
internal sealed record AddedToken(int Id, string Content)
{
    /// <summary>It marks something, as the end of a text; it is not itself text.</summary>
    public bool IsSpecial { get; init; }

    /// <summary>It counts only where no word character stands beside it.</summary>
    public bool IsSingleWord { get; init; }

    /// <summary>It takes the white space before it along.</summary>
    public bool StripsLeft { get; init; }

    /// <summary>It takes the white space after it along.</summary>
    public bool StripsRight { get; init; }

    /// <summary>It says something to the model that text alone does not; else it is a run of white space.</summary>
    public bool IsMark => IsSpecial || !string.IsNullOrWhiteSpace(Content);

    /// <summary>It is searched for in the normalised text.</summary>
    public bool IsNormalized { get; init; }
}
