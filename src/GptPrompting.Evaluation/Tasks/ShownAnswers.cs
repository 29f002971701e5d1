using System.Text;

namespace GptPrompting.Evaluation.Tasks;

/// <summary>
/// Finds the demonstrations' answers in a prompt whose template is not known: it is written once more with marks in
/// their place, and the marks replaced by the answers must give the prompt itself.
/// </summary>
internal static class ShownAnswers
{
    // Private-use characters that no text has reason to have.
    private const char Open = '\uE0F0';
    private const char Close = '\uE0F1';

    /// <param name="text">The prompt.</param>
    /// <param name="answers">What is looked for, in the order shown.</param>
    /// <param name="render">Writes the prompt with other answers.</param>
    /// <returns>
    /// One span for each answer, or none where the prompt does not show each once, as it is, in order.
    /// </returns>
    public static IReadOnlyList<TextSpan> Find(
        string text, IReadOnlyList<string> answers, Func<IReadOnlyList<string>, string> render)
    {
        if (answers.Count == 0 || text.AsSpan().ContainsAny(Open, Close))
        {
            return [];
        }

        string[] marks = [.. answers.Select((_, index) => $"{Open}{index}{Close}")];
        string marked = render(marks);
        var rebuilt = new StringBuilder();
        var spans = new List<TextSpan>();
        int read = 0;
        for (int i = 0; i < marks.Length; i++)
        {
            int at = marked.IndexOf(marks[i], read, StringComparison.Ordinal);
            if (at < 0)
            {
                return [];
            }

            rebuilt.Append(marked, read, at - read);
            spans.Add(AnswerSpan.Of(rebuilt.ToString(), answers[i].Length, i == 0 ? 0 : spans[^1].End));
            rebuilt.Append(answers[i]);
            read = at + marks[i].Length;
        }

        // A mark that is left over is in no prompt, so that this fails where an answer is shown twice.
        return rebuilt.Append(marked, read, marked.Length - read).Equals(text) ? spans : [];
    }
}
