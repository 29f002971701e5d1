using System.Text.RegularExpressions;

namespace GptPrompting.Chat;

/// <summary>
/// The texts by which a template opens and closes turns, where they are no special tokens: a message that has one gets
/// a space, so that it is none.
/// </summary>
internal sealed class RoleMarkers
{
    private const string LineBreaks = @"\n\r\v\f\x85\u2028\u2029";
    private static readonly TimeSpan s_timeLimit = TimeSpan.FromSeconds(1);

    private readonly string[] _anywhere;
    private readonly string[] _lineStarts;
    private readonly Regex? _anywherePattern;
    private readonly Regex? _lineStartPattern;

    /// <param name="anywhere">Texts such as <c>[INST]</c>.</param>
    /// <param name="lineStarts">Texts such as <c>User:</c>, which open a turn only where a line begins.</param>
    internal RoleMarkers(IEnumerable<string> anywhere, IEnumerable<string> lineStarts)
    {
        (_anywhere, _lineStarts) = ([.. anywhere], [.. lineStarts]);
        _anywherePattern = Pattern(_anywhere.Select(Halved), "", RegexOptions.None);
        _lineStartPattern =
            Pattern(_lineStarts.Select(LookAlike), $"(?<=[{LineBreaks}])", RegexOptions.IgnoreCase);
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
        return _lineStartPattern is null ? split
            : beginsLine ? _lineStartPattern.Replace("\n" + split, " ")[1..]
            : _lineStartPattern.Replace(split, " ");
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
        index == 0 || text[index - 1] is '\n' or '\r' or '\v' or '\f' or '\u0085' or '\u2028' or '\u2029';

    private static IEnumerable<int> StartsOf(string marker, string text)
    {
        for (int at = 0; (at = text.IndexOf(marker, at, StringComparison.Ordinal)) >= 0; at++)
        {
            yield return at;
        }
    }

    // The first character, where the others follow, with or without the spaces of an earlier one.
    private static string Halved(string marker) => $"{Regex.Escape(marker[..1])}(?= *{Regex.Escape(marker[1..])})";

    // Reads over what is not seen, before and within the word, and over blanks before the colon.
    private static string LookAlike(string marker)
    {
        IEnumerable<string> characters = marker.Select(each => char.IsLetterOrDigit(each)
            ? Regex.Escape(each.ToString())
            : $@"[^\S{LineBreaks}]*{Regex.Escape(each.ToString())}");
        return $@"(?=(?:(?![{LineBreaks}])[\s\p{{Cf}}\p{{Cc}}\p{{Mn}}])*"
            + $@"{string.Join(@"[\p{Cf}\p{Mn}]*", characters)})";
    }

    private static Regex? Pattern(IEnumerable<string> alternatives, string before, RegexOptions options)
    {
        string pattern = string.Join('|', alternatives);
        return pattern.Length == 0
            ? null
            : new Regex($"{before}(?:{pattern})", options | RegexOptions.CultureInvariant, s_timeLimit);
    }
}
