namespace GptPrompting.Evaluation.Tasks;

/// <summary>Where an answer stands in a prompt.</summary>
internal static class AnswerSpan
{
    /// <summary>An answer that follows a text, with the white space at that text's end.</summary>
    /// <param name="before">What stands before the answer.</param>
    /// <param name="length">Length of the answer.</param>
    /// <param name="least">Where the span begins at the earliest: the end of the answer before.</param>
    public static TextSpan Of(ReadOnlySpan<char> before, int length, int least)
    {
        int start = Math.Max(before.TrimEnd().Length, least);
        return new TextSpan(start, before.Length - start + length);
    }
}
