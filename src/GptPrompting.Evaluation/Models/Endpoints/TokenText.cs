using System.Text.RegularExpressions;

namespace GptPrompting.Evaluation.Models.Endpoints;

/// <summary>What the text that a server gives for a token says of it.</summary>
internal static partial class TokenText
{
    /// <summary>
    /// Whether it stands for whole characters: not empty (vLLM, all parts of a character but the last), without U+FFFD
    /// (most servers, parts of a character), no bytes (OpenAI <c>bytes:\xe2\x80</c>, SentencePiece
    /// <c>&lt;0xE2&gt;</c>).
    /// </summary>
    public static bool IsWhole(string token) =>
        token.Length > 0 && !token.Contains('\uFFFD', StringComparison.Ordinal) && !Bytes.IsMatch(token);

    /// <summary>Whether it may be a token that a server puts before a text, such as <c>&lt;s&gt;</c>.</summary>
    public static bool IsMark(string token) =>
        (token is ['<', .., '>'] or ['[', .., ']']) && IsWhole(token);

    /// <returns>The text with spaces where some servers leave a vocabulary's marks for them.</returns>
    public static string WithoutMarks(string token) =>
        token.Replace('\u2581', ' ').Replace('\u0120', ' ').Replace('\u010A', '\n').Replace('\u0109', '\t');

    [GeneratedRegex(@"^(bytes:(\\x[0-9a-fA-F]{2})+|<0x[0-9A-Fa-f]{2}>)\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Bytes { get; }
}
