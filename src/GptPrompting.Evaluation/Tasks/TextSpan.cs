namespace GptPrompting.Evaluation.Tasks;

/// <summary>A part of a text.</summary>
/// <param name="Start">Index of its first UTF-16 character.</param>
/// <param name="Length">How many UTF-16 characters it has.</param>
public readonly record struct TextSpan(int Start, int Length)
{
    /// <summary>Index of the first character after it.</summary>
    public int End => Start + Length;
}
