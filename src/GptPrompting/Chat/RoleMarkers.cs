using System.Text.RegularExpressions;
using GptPrompting.Prompts;

namespace GptPrompting.Chat;

/// <summary>
/// The texts by which a template opens and closes turns, where they are no special tokens: a message that has one gets
/// a space, so that it is none.
/// </summary>
internal sealed class RoleMarkers
{
    private static readonly TimeSpan s_timeLimit = TimeSpan.FromSeconds(1);

    private readonly string[] _anywhere;
    private readonly string[] _lineStarts;
    private readonly string[] _seenLineStarts;
    private readonly Regex? _anywherePattern;

    /// <param name="anywhere">Texts such as <c>[INST]</c>.</param>
    /// <param name="lineStarts">Texts such as <c>User:</c>, which open a turn only where a line begins.</param>
    internal RoleMarkers(IEnumerable<string> anywhere, IEnumerable<string> lineStarts)
    {
        (_anywhere, _lineStarts) = ([.. anywhere], [.. lineStarts]);
        _seenLineStarts = [.. _lineStarts.Select(marker => LineHead.Seen(marker)).Distinct()];
        string pattern = string.Join('|', _anywhere.Select(Halved));
        _anywherePattern = pattern.Length == 0 ? null : new Regex(pattern, RegexOptions.CultureInvariant, s_timeLimit);
    }

    /// <summary>The texts that end an answer, since they begin another turn.</summary>
    internal IEnumerable<string> StopSequences => _lineStarts.Select(marker => "\n" + marker).Concat(_anywhere);

    internal bool IsEmpty => _anywhere.Length + _lineStarts.Length == 0;

    /// <summary>
    /// Puts a space within what would be a marker anywhere, after its first character, and before a line that begins
    /// like one. Texts without markers stay as they are, and different texts stay different.
    /// </summary>
    /// <param name="text">A message.</param>
    /// <param name="beginsLine">Whether a line of the prompt begins with it.</param>
    internal string Neutralize(string text, bool beginsLine)
    {
        string split = _anywherePattern?.Replace(text, "$0 ") ?? text;
        return _seenLineStarts.Length == 0 ? split
            : SpacedLines.Of(split, beginsLine, (line, _) => OpensTurn(line));
    }

    /// <summary>The first marker that is not wholly the template's own; null where there is none.</summary>
    internal string? FindForeign(IReadOnlyList<ChatPromptPart> parts)
    {
        string text = string.Concat(parts.Select(part => part.Text));
        bool[] isData = [.. parts.SelectMany(part => Enumerable.Repeat(part.IsData, part.Text.Length))];
        return _anywhere.FirstOrDefault(marker => StartsOf(marker, text).Any(start => TouchesData(start, marker)))
            ?? _lineStarts.FirstOrDefault(marker => StartsOf(marker, text)
                .Any(start => BeginsLine(text, start) && TouchesData(start, marker)));

        bool TouchesData(int start, string marker) => isData.AsSpan(start, marker.Length).Contains(true);
    }

    internal static bool BeginsLine(string text, int index) =>
        index == 0 || LineHead.LineBreaks.Contains(text[index - 1]);

    private static IEnumerable<int> StartsOf(string marker, string text)
    {
        for (int at = 0; (at = text.IndexOf(marker, at, StringComparison.Ordinal)) >= 0; at++)
        {
            yield return at;
        }
    }

    // The first character, where the others follow, with or without the spaces of an earlier one.
    private static string Halved(string marker) => $"{Regex.Escape(marker[..1])}(?= *{Regex.Escape(marker[1..])})";

    private bool OpensTurn(ReadOnlySpan<char> line)
    {
        string seen = LineHead.Seen(line);
        return _seenLineStarts.Any(start => seen.StartsWith(start, StringComparison.Ordinal));
    }
}
