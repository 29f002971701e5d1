namespace GptPrompting.Evaluation.Models.Endpoints;

/// <summary>Which characters of a text a token stands for.</summary>
/// <param name="Start">Index of the first UTF-16 character; -1 for a token that the server put before the text.</param>
/// <param name="End">Index after the last one; -1 as above.</param>
internal readonly record struct TokenPlace(int Start, int End)
{
    public static TokenPlace BeforeText => new(-1, -1);

    /// <summary>Whether the token has characters on both sides.</summary>
    public bool Crosses(int boundary) => Start < boundary && boundary < End;
}
