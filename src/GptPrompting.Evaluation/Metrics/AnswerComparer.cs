using System.Text.RegularExpressions;
using GptPrompting.Evaluation.Parity;
using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Evaluation.Metrics;

/// <summary>Compares texts by an <see cref="AnswerComparison"/>.</summary>
internal sealed class AnswerComparer
{
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(2);

    private readonly AnswerComparison _comparison;
    private readonly Regex[] _ignored;

    /// <exception cref="ArgumentException">One of the patterns is no regular expression.</exception>
    public AnswerComparer(AnswerComparison comparison)
    {
        _comparison = comparison;
        _ignored = [.. comparison.IgnoredPatterns.Select(pattern => NewRegex(pattern))];
    }

    /// <returns>A regular expression of a task's file, which may not run for ever.</returns>
    /// <exception cref="ArgumentException">The pattern is no regular expression.</exception>
    public static Regex NewRegex(string pattern) => new(pattern, RegexOptions.CultureInvariant, MatchTimeout);

    /// <exception cref="RegexMatchTimeoutException">A pattern took more than two seconds.</exception>
    public bool IsAny(string answer, IEnumerable<string> targets)
    {
        string wanted = Normalized(answer);
        return targets.Any(target => Normalized(target) == wanted);
    }

    /// <returns>The text without what does not count.</returns>
    /// <exception cref="RegexMatchTimeoutException">A pattern took more than two seconds.</exception>
    public string Normalized(string text)
    {
        foreach (Regex pattern in _ignored)
        {
            text = pattern.Replace(text, "");
        }

        text = _comparison.IgnoresCase ? PythonStrings.Lower(text) : text;
        text = _comparison.IgnoresPunctuation ? WithoutPunctuation(text) : text;
        return _comparison.IgnoresDigits ? string.Concat(text.Where(c => !char.IsAsciiDigit(c))) : text;
    }

    /// <returns>The text without the 32 characters of Python's <c>string.punctuation</c>.</returns>
    public static string WithoutPunctuation(string text) =>
        string.Concat(text.Where(c => !char.IsAscii(c) || !(char.IsPunctuation(c) || char.IsSymbol(c))));
}
