using GptPrompting.Generation;

namespace GptPrompting;

/// <summary>
/// An answer without the white space that belongs to the chat around it: what stands before it at its beginning, and
/// what stands after it at an end that the model chose.
/// </summary>
internal sealed class AnswerText(string prefix, string suffix)
{
    private string _held = "";
    private int _prefixLeft = prefix.Length;

    internal CompletionUpdate Next(CompletionUpdate update)
    {
        string text = _held + WithoutPrefix(update.Text);
        int kept = update.FinishReason switch
        {
            null => text.Length - BeginningOfSuffix(text),
            FinishReason.Stop when text.EndsWith(suffix, StringComparison.Ordinal) => text.Length - suffix.Length,
            _ => text.Length,
        };
        _held = text[kept..];
        return update with { Text = text[..kept] };
    }

    private string WithoutPrefix(string text)
    {
        string rest = prefix[^_prefixLeft..];
        int taken = 0;
        while (taken < rest.Length && taken < text.Length && rest[taken] == text[taken])
        {
            taken++;
        }

        // The prefix is only white space that a model writes at once; where it goes on otherwise, no more is taken.
        _prefixLeft = text.Length == 0 || taken == text.Length ? _prefixLeft - taken : 0;
        return text[taken..];
    }

    /// <returns>How many characters at the end of a text may be the beginning of the suffix.</returns>
    private int BeginningOfSuffix(string text)
    {
        int length = Math.Min(suffix.Length, text.Length);
        while (!text.AsSpan(text.Length - length).SequenceEqual(suffix.AsSpan(0, length)))
        {
            length--;
        }

        return length;
    }
}
