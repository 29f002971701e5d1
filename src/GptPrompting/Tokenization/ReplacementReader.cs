using System.Text;
using System.Text.Json;

namespace GptPrompting.Tokenization;

/// <summary>Reads a <c>Replace</c>, normalizer or decoder: a pattern, and what goes in its place.</summary>
internal static class ReplacementReader
{
    /// <exception cref="FormatException">The pattern is not supported.</exception>
    public static Func<string, string> Read(JsonElement config)
    {
        JsonElement pattern = config.RequiredMember("pattern");
        string content = config.RequiredText("content");
        if (pattern.Text("Regex") is { } expression)
        {
            var compiled = new OnigurumaPattern(expression);
            return text => Replace(text, compiled, content);
        }

        string literal = pattern.RequiredText("String");
        return literal.Length > 0
            ? text => text.Replace(literal, content, StringComparison.Ordinal)
            : throw new FormatException("the pattern of Replace is empty");
    }

    private static string Replace(string text, OnigurumaPattern pattern, string content)
    {
        StringBuilder? replaced = null;
        int end = 0;
        foreach (Range match in pattern.Matches(text.AsMemory()))
        {
            replaced ??= new StringBuilder(text.Length);
            replaced.Append(text, end, match.Start.Value - end).Append(content);
            end = match.End.Value;
        }

        return replaced?.Append(text, end, text.Length - end).ToString() ?? text;
    }
}
