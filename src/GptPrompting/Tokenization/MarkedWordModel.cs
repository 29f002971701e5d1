namespace GptPrompting.Tokenization;

/// <summary>
/// Cuts a text before the mark of a space (▁) that follows something else: for models whose tokens never reach over
/// such a place, so that words can be remembered and long texts need no long merging. It changes no result.
/// </summary>
internal sealed class MarkedWordModel(ITokenModel words) : ITokenModel
{
    private const char Mark = '\u2581';

    /// <returns>A model that remembers words; it cuts texts into them where no token forbids it.</returns>
    /// <param name="model">A model that joins neighbouring symbols into tokens, and nothing else.</param>
    /// <param name="tokens">All its tokens.</param>
    public static ITokenModel Remembering(ITokenModel model, Dictionary<string, int> tokens)
    {
        var words = new RememberingModel(model);
        return tokens.ContainsKey(Mark.ToString()) && !tokens.Keys.Any(HasMarkWithin)
            ? new MarkedWordModel(words)
            : words;
    }

    public void Encode(ReadOnlySpan<char> piece, List<int> ids, List<int>? lengths)
    {
        while (piece.Length > 0)
        {
            int word = piece.IndexOfAnyExcept(Mark);
            int next = word < 0 ? -1 : piece[word..].IndexOf(Mark);
            int end = next < 0 ? piece.Length : word + next;
            words.Encode(piece[..end], ids, lengths);
            piece = piece[end..];
        }
    }

    private static bool HasMarkWithin(string token) =>
        token.AsSpan().IndexOfAnyExcept(Mark) is var word and >= 0 && token.AsSpan(word).Contains(Mark);
}
