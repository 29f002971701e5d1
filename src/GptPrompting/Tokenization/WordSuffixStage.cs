namespace GptPrompting.Tokenization;

/// <summary>The decoder <c>BPEDecoder</c>: a suffix ends a word, so a space follows, except at the end.</summary>
internal sealed class WordSuffixStage(string suffix) : ITokenStage
{
    private string _held = "";

    public bool IsHolding => _held.Length > 0;

    public bool IsTokenwise => false;

    public void Append(string token, List<string> output)
    {
        output.Add(Within(_held));
        int end = suffix.Length == 0 ? -1 : token.IndexOf(suffix, StringComparison.Ordinal);
        _held = end < 0 ? "" : token[end..];
        output.Add(end < 0 ? token : token[..end]);
    }

    public void Flush(List<string> output)
    {
        output.Add(suffix.Length == 0 ? "" : _held.Replace(suffix, "", StringComparison.Ordinal));
        _held = "";
    }

    public string Within(string token) =>
        suffix.Length == 0 ? token : token.Replace(suffix, " ", StringComparison.Ordinal);
}
