using System.Buffers;
using System.Globalization;
using System.Text;

namespace GptPrompting.Prompts;

/// <summary>How lines of demonstrations begin, such as <c>Input:</c>.</summary>
/// <param name="IsAnywhere">
/// Whether anything may stand before it in the line, as before the arrow of <c>a -> b</c>.
/// </param>
/// <param name="Words">
/// What a line has one after the other, anything between them, each as <see cref="Seen"/> gives it.
/// </param>
internal sealed record LineHead(bool IsAnywhere, IReadOnlyList<string> Words)
{
    /// <summary>What ends a line for some reader.</summary>
    internal static SearchValues<char> LineBreaks { get; } = SearchValues.Create("\n\r\v\f\u0085\u2028\u2029");

    internal string Key => $"{IsAnywhere}\n{string.Join('\n', Words)}";

    /// <param name="line">As <see cref="Seen"/> gives it.</param>
    internal bool Begins(string line)
    {
        int at = IsAnywhere ? line.IndexOf(Words[0], StringComparison.Ordinal)
            : line.StartsWith(Words[0], StringComparison.Ordinal) ? 0
            : -1;
        for (int i = 0; at >= 0; i++)
        {
            at += Words[i].Length;
            if (i + 1 == Words.Count)
            {
                return true;
            }

            at = line.IndexOf(Words[i + 1], at, StringComparison.Ordinal);
        }

        return false;
    }

    /// <summary>Whether what the template writes behind a line could complete it to this.</summary>
    internal bool MayFollow(string line) =>
        line.Length > 0 && !IsAnywhere
        && (Words[0].StartsWith(line, StringComparison.Ordinal) || line.StartsWith(Words[0], StringComparison.Ordinal));

    /// <summary>
    /// A line without what a reader does not see or passes over: white space, invisible characters, accents put on
    /// letters, the case.
    /// </summary>
    internal static string Seen(ReadOnlySpan<char> line)
    {
        var seen = new StringBuilder(line.Length);
        foreach (Rune rune in line.EnumerateRunes())
        {
            if (!IsPassedOver(rune))
            {
                seen.Append(Rune.ToUpperInvariant(rune).ToString());
            }
        }

        return seen.ToString();
    }

    private static bool IsPassedOver(Rune rune) =>
        Rune.IsWhiteSpace(rune) || HasNoShape(rune.Value) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format
            or UnicodeCategory.Control or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    // Unicode's Default_Ignorable_Code_Point where the category does not tell it, and the empty Braille pattern.
    private static bool HasNoShape(int codePoint) => codePoint
        is 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2065 or 0x2800 or (>= 0xFFF0 and <= 0xFFF8)
        or (>= 0xE0000 and <= 0xE0FFF);
}
