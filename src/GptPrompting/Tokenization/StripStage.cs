namespace GptPrompting.Tokenization;

/// <summary>The decoder <c>Strip</c>: takes a character off the ends, at most so many times.</summary>
/// <param name="character">What is taken off.</param>
/// <param name="left">How many at the beginning.</param>
/// <param name="right">How many at the end.</param>
/// <param name="isFused">Whether all tokens are one text by now; else each token has its own ends.</param>
internal sealed class StripStage(char character, int left, int right, bool isFused) : ITokenStage
{
    private int _taken;
    private string _held = "";

    public bool IsHolding => _held.Length > 0;

    public bool IsTokenwise => isFused && right == 0;

    public void Append(string token, List<string> output)
    {
        if (!isFused)
        {
            output.Add(WithoutRight(token[LeftOf(token, left)..]));
            return;
        }

        int taken = LeftOf(token, left - _taken);
        _taken = taken < token.Length ? left : _taken + taken;
        string text = _held + token[taken..];

        // What may be the end of all waits.
        int end = WithoutRight(text).Length;
        _held = text[end..];
        output.Add(text[..end]);
    }

    public void Flush(List<string> output) => (_taken, _held) = (0, "");

    public string Within(string token) => token;

    private int LeftOf(string text, int limit)
    {
        int count = 0;
        while (count < limit && count < text.Length && text[count] == character)
        {
            count++;
        }

        return count;
    }

    private string WithoutRight(string text)
    {
        int end = text.Length;
        while (end > 0 && text.Length - end < right && text[end - 1] == character)
        {
            end--;
        }

        return text[..end];
    }
}
