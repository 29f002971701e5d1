namespace GptPrompting.Tokenization;

/// <summary>
/// The unigram language model of pieces (Kudo 2018): of all ways to write a text the most probable, found by Viterbi's
/// algorithm; unknown characters in a row are one.
/// </summary>
/// <param name="pieces">The pieces that may be used, with their ids.</param>
/// <param name="scores">The log-probability of each id.</param>
/// <param name="unknownScore">That of an unknown character.</param>
/// <param name="unknown">Writes what has no piece.</param>
/// <param name="isSingle">
/// Whether sums are kept in single precision, as SentencePiece keeps them: it compares a new sum before it rounds it.
/// </param>
internal sealed class UnigramModel(
    Dictionary<string, int> pieces, double[] scores, double unknownScore, UnknownPieces unknown, bool isSingle)
    : ITokenModel
{
    private const int Unknown = -1;

    private readonly PieceTrie _trie = CreateTrie(pieces);

    public void Encode(ReadOnlySpan<char> piece, List<int> ids, List<int>? lengths)
    {
        var best = new (double Score, int Start, int Id)[piece.Length + 1];
        Array.Fill(best, (0, -1, Unknown));
        for (int start = 0, length; start < piece.Length; start += length)
        {
            length = char.IsHighSurrogate(piece[start]) ? 2 : 1;
            if (!TryPieces(piece, start, length, best))
            {
                Offer(best, start + length, Rounded(best[start].Score + unknownScore), start, Unknown);
            }
        }

        Write(piece, best, ids, lengths);
    }

    private static PieceTrie CreateTrie(Dictionary<string, int> pieces)
    {
        var trie = new PieceTrie();
        foreach ((string piece, int id) in pieces.Where(piece => piece.Key.Length > 0))
        {
            trie.Add(piece, id);
        }

        return trie;
    }

    /// <returns>Whether the character at the place is a piece by itself.</returns>
    private bool TryPieces(ReadOnlySpan<char> text, int start, int length, (double, int, int)[] best)
    {
        double score = best[start].Item1;
        bool isPiece = false;
        int node = 0;
        for (int end = start; end < text.Length && (node = _trie.Next(node, text[end])) >= 0;)
        {
            end++;
            if (_trie.IdAt(node) is var id and >= 0)
            {
                Offer(best, end, score + scores[id], start, id);
                isPiece |= end == start + length;
            }
        }

        return isPiece;
    }

    private double Rounded(double score) => isSingle ? (float)score : score;

    // Of two equal sums the earlier one stays.
    private void Offer((double Score, int Start, int Id)[] best, int end, double score, int start, int id)
    {
        if (best[end].Start < 0 || score > best[end].Score)
        {
            best[end] = (Rounded(score), start, id);
        }
    }

    private void Write(
        ReadOnlySpan<char> text, (double Score, int Start, int Id)[] best, List<int> ids, List<int>? lengths)
    {
        var path = new Stack<(int Start, int End, int Id)>();
        for (int end = text.Length; end > 0; end = best[end].Start)
        {
            bool fuses = best[end].Id == Unknown && path.TryPeek(out var next) && next.Id == Unknown;
            int last = fuses ? path.Pop().End : end;
            path.Push((best[end].Start, last, best[end].Id));
        }

        foreach ((int start, int end, int id) in path)
        {
            ReadOnlySpan<char> part = text[start..end];
            if (id == Unknown)
            {
                unknown.Write(part, ids, lengths);
            }
            else
            {
                ids.Add(id);
                lengths?.Add(System.Text.Encoding.UTF8.GetByteCount(part));
            }
        }
    }
}
