namespace GptPrompting.Generation.Constraints;

/// <summary>A pattern is not one that can be followed.</summary>
/// <param name="position">Index in the pattern, from 0.</param>
/// <param name="message">What is wrong.</param>
internal sealed class RegexError(int position, string message) : Exception(message)
{
    public int Position => position;
}
