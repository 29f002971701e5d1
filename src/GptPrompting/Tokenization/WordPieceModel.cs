using System.Text;

namespace GptPrompting.Tokenization;

/// <summary>
/// WordPiece (Schuster and Nakajima 2012, as BERT uses it): of every word the longest token that it begins with, and so
/// on; a word that cannot be written wholly is one unknown token.
/// </summary>
/// <param name="tokens">The model's own tokens.</param>
/// <param name="unknownId">Stands for a word that cannot be written.</param>
/// <param name="prefix">Written before every token of a word but the first.</param>
/// <param name="longestWord">A word of more characters is unknown.</param>
internal sealed class WordPieceModel(
    Dictionary<string, int> tokens, int unknownId, string prefix, int longestWord) : ITokenModel
{
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _tokens =
        tokens.GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly int _longestToken = tokens.Keys.Max(token => token.Length);

    public void Encode(ReadOnlySpan<char> piece, List<int> ids, List<int>? lengths)
    {
        List<(int Id, int Length)> word = [];
        for (int start = 0; start < piece.Length;)
        {
            int length = TryFind(piece, start, out int id);
            if (length == 0 || (piece.Length > longestWord && CharacterCount(piece) > longestWord))
            {
                word = [(unknownId, Encoding.UTF8.GetByteCount(piece))];
                break;
            }

            word.Add((id, Encoding.UTF8.GetByteCount(piece.Slice(start, length))));
            start += length;
        }

        ids.AddRange(word.Select(token => token.Id));
        lengths?.AddRange(word.Select(token => token.Length));
    }

    /// <returns>How many characters the longest token at a place takes; 0 where none fits.</returns>
    private int TryFind(ReadOnlySpan<char> piece, int start, out int id)
    {
        string begin = start == 0 ? "" : prefix;
        Span<char> candidate = new char[begin.Length + Math.Min(piece.Length - start, _longestToken)];
        begin.CopyTo(candidate);
        piece.Slice(start, candidate.Length - begin.Length).CopyTo(candidate[begin.Length..]);
        for (int length = candidate.Length - begin.Length; length > 0; length--)
        {
            if (_tokens.TryGetValue(candidate[..(begin.Length + length)], out id))
            {
                return length;
            }
        }

        id = 0;
        return 0;
    }

    private static int CharacterCount(ReadOnlySpan<char> text)
    {
        int count = 0;
        foreach (Rune _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }
}
