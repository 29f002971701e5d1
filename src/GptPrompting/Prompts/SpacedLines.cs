using System.Text;

namespace GptPrompting.Prompts;

/// <summary>Puts a space before lines of a text that are not to be taken for something else.</summary>
internal static class SpacedLines
{
    /// <param name="line">With its line break where it has one.</param>
    /// <param name="isContinued">Whether it is behind another line and has no line break.</param>
    internal delegate bool Test(ReadOnlySpan<char> line, bool isContinued);

    /// <param name="text">Any text.</param>
    /// <param name="beginsLine">Whether the text stands where a line begins.</param>
    /// <param name="needsSpace">Asked of each line that is one from its beginning on.</param>
    /// <returns>The text itself where no line gets a space.</returns>
    internal static string Of(string text, bool beginsLine, Test needsSpace)
    {
        int first = text.AsSpan().IndexOfAny(LineHead.LineBreaks);
        if (first < 0 && !beginsLine)
        {
            return text;
        }

        int start = beginsLine ? 0 : first + 1;
        StringBuilder spaced = new StringBuilder(text.Length).Append(text, 0, start);
        for (int from = start; from < text.Length;)
        {
            int length = text.AsSpan(from).IndexOfAny(LineHead.LineBreaks);
            ReadOnlySpan<char> line = length < 0 ? text.AsSpan(from) : text.AsSpan(from, length + 1);
            spaced.Append(needsSpace(line, isContinued: length < 0 && from > 0) ? " " : "").Append(line);
            from += line.Length;
        }

        return spaced.Length == text.Length ? text : spaced.ToString();
    }
}
