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
            bool isPassedOver = Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.NonSpacingMark;
            if (!isPassedOver)
            {
                seen.Append(Rune.ToUpperInvariant(rune).ToString());
            }
        }

        return seen.ToString();
    }
}
