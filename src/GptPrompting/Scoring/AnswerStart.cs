namespace GptPrompting.Scoring;

/// <summary>How an answer follows its prompt.</summary>
internal static class AnswerStart
{
    /// <returns>The answer, with a space before it where no white space parts it from the prompt.</returns>
    internal static string After(string prompt, string answer)
    {
        bool isParted = prompt.Length == 0 || char.IsWhiteSpace(prompt[^1])
            || (answer.Length > 0 && char.IsWhiteSpace(answer[0]));
        return isParted ? answer : " " + answer;
    }
}
