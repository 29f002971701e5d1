namespace GptPrompting;

/// <summary>What Python says of characters, where a result must equal that of a program written in it.</summary>
internal static class PythonText
{
    /// <returns>Whether <c>str.isspace</c> is true: .NET's white space and the four information separators.</returns>
    public static bool IsWhiteSpace(char c) => char.IsWhiteSpace(c) || c is >= '\u001c' and <= '\u001f';
}
