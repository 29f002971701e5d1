using System.Text.RegularExpressions;
using GptPrompting.Evaluation.Parity;
using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Evaluation.Metrics;

/// <summary>Finds answers in generated texts, as lm-evaluation-harness's <c>regex</c> filter does.</summary>
internal sealed class AnswerFilters
{
    private readonly (AnswerFilter Filter, Regex Pattern)[] _filters;

    /// <exception cref="ArgumentException">
    /// A pattern is no regular expression, or two filters have one name.
    /// </exception>
    public AnswerFilters(IReadOnlyList<AnswerFilter> filters)
    {
        _filters = [.. filters.Select(filter => (filter, AnswerComparer.NewRegex(filter.Pattern)))];
        if (filters.CountBy(filter => filter.Name).FirstOrDefault(each => each.Value > 1).Key is { } twice)
        {
            throw new ArgumentException($"Two answer filters are named '{twice}'.", nameof(filters));
        }
    }

    /// <returns>The answer that each filter finds, by the filter's name.</returns>
    /// <exception cref="RegexMatchTimeoutException">A pattern took more than two seconds.</exception>
    public Dictionary<string, string> Answers(string output) =>
        _filters.ToDictionary(each => each.Filter.Name, each => Answer(each.Filter, each.Pattern, output));

    private static string Answer(AnswerFilter filter, Regex pattern, string output)
    {
        MatchCollection matches = pattern.Matches(output);
        int place = filter.Select < 0 ? matches.Count + filter.Select : filter.Select;
        return place >= 0 && place < matches.Count && Found(matches[place]) is { } found
            ? PythonStrings.Strip(found)
            : filter.Fallback;
    }

    // Python's findall gives the match without groups, the group where there is one, and of several a tuple, of which
    // the filter takes the first that is not empty.
    private static string? Found(Match match) => match.Groups.Count switch
    {
        1 => match.Value,
        2 => match.Groups[1].Value,
        _ => match.Groups.Values.Skip(1).Select(group => group.Value).FirstOrDefault(value => value.Length > 0),
    };
}
