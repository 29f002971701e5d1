namespace GptPrompting;

/// <summary>An answer as it follows its prompt.</summary>
internal static class AnswerText
{
    /// <summary>One space belongs to the answer's first token, unless the prompt ends in white space.</summary>
    internal static string After(string prompt, string answer) =>
        prompt.Length == 0 || char.IsWhiteSpace(prompt[^1]) ? answer : " " + answer;
}
