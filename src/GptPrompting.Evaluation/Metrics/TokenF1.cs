using System.Text.RegularExpressions;
using GptPrompting.Evaluation.Parity;

namespace GptPrompting.Evaluation.Metrics;

/// <summary>
/// F1 of the words that an answer shares with a right one (Rajpurkar et al. 2016, SQuAD, section 6.1): lower case,
/// without ASCII punctuation and the articles a, an, the; each word counts as often as it comes.
/// </summary>
internal static partial class TokenF1
{
    /// <returns>
    /// The largest F1 with any target, 0 to 1. Where nothing is left of either text, 1 if nothing is left of both, else
    /// 0, as in the evaluation of SQuAD 2.0.
    /// </returns>
    public static double Of(string answer, IEnumerable<string> targets)
    {
        string[] words = Words(answer);
        return targets.Max(target => Overlap(words, Words(target)));
    }

    private static string[] Words(string text)
    {
        string plain = AnswerComparer.WithoutPunctuation(PythonStrings.Lower(text));
        return PythonStrings.Split(Articles().Replace(
            plain, match => PythonStrings.IsWholeWord(plain, match.Index, match.Length) ? " " : match.Value));
    }

    private static double Overlap(string[] answer, string[] target)
    {
        if (answer.Length == 0 || target.Length == 0)
        {
            return answer.Length == target.Length ? 1 : 0;
        }

        Dictionary<string, int> counts = target.CountBy(word => word).ToDictionary();
        int shared = answer.CountBy(word => word).Sum(each => Math.Min(each.Value, counts.GetValueOrDefault(each.Key)));
        double precision = (double)shared / answer.Length;
        double recall = (double)shared / target.Length;
        return shared == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }

    [GeneratedRegex(@"the|an|a", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Articles();
}
