namespace GptPrompting.Tokenization;

/// <summary>
/// The decoder <c>WordPiece</c>: a token with the prefix continues a word, any other begins one after a space; some
/// spaces before punctuation go again where the file asks for it.
/// </summary>
internal sealed class WordPieceStage(string prefix, bool cleansUp) : ITokenStage
{
    // In this order, each in the text that the one before has left.
    private static readonly (string Found, string Written)[] CleanUps =
    [
        (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"),
        (" do not", " don't"), (" 's", "'s"), (" 've", "'ve"), (" 're", "'re"),
    ];

    private bool _isFirst = true;

    public bool IsTokenwise => false;

    public void Append(string token, List<string> output)
    {
        string text = _isFirst ? token
            : token.StartsWith(prefix, StringComparison.Ordinal) ? token[prefix.Length..]
            : $" {token}";
        _isFirst = false;
        output.Add(cleansUp ? CleanUp(text) : text);
    }

    public void Flush(List<string> output) => _isFirst = true;

    public string Within(string token) => token;

    private static string CleanUp(string text)
    {
        foreach ((string found, string written) in CleanUps)
        {
            text = text.Replace(found, written, StringComparison.Ordinal);
        }

        return text;
    }
}
