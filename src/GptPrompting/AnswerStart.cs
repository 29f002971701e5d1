namespace GptPrompting;

/// <summary>How an answer follows its prompt.</summary>
internal static class AnswerStart
{
    /// <summary>One space belongs to the answer's first token, unless the prompt ends in white space.</summary>
    internal static string After(string prompt, string answer) =>
        prompt.Length == 0 || char.IsWhiteSpace(prompt[^1]) ? answer : " " + answer;
}
