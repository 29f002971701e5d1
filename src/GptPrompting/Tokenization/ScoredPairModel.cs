using System.Text;

namespace GptPrompting.Tokenization;

/// <summary>
/// SentencePiece's byte pair encoding: neighbours that make a piece are joined, the piece of the highest score first
/// and the leftmost among equals.
/// </summary>
internal sealed class ScoredPairModel : ITokenModel
{
    // Stands for a character that no piece has; no merge has it.
    private const int NoPiece = -2;

    // Below this an id is that of a piece which is never joined, counted down from here.
    private const int Frozen = -10;

    private readonly Dictionary<string, int> _pieces;
    private readonly Dictionary<string, int> _characters = new(StringComparer.Ordinal);
    private readonly MergeTable _merges = new();
    private readonly PrefixMatcher<char> _frozen;
    private readonly UnknownPieces _unknown;
    private readonly int _size;

    /// <param name="pieces">The pieces that may be used, with their ids.</param>
    /// <param name="scores">The score of each id.</param>
    /// <param name="frozen">Pieces that are found in the text before anything is joined, and stay as they are.</param>
    /// <param name="unknown">Writes what has no piece.</param>
    public ScoredPairModel(
        Dictionary<string, int> pieces, double[] scores, IEnumerable<string> frozen, UnknownPieces unknown)
    {
        (_pieces, _unknown, _size) = (pieces, unknown, scores.Length);
        _frozen = new PrefixMatcher<char>(frozen.Select(piece => piece.ToCharArray()));
        double[] ranks = [.. pieces.Values.Select(id => scores[id]).Distinct().OrderDescending()];
        var rankOf = ranks.Index().ToDictionary(rank => rank.Item, rank => rank.Index);
        HashSet<int> lengths = [.. pieces.Keys.Select(piece => piece.Length), 1, 2];
        foreach ((string piece, int id) in pieces)
        {
            AddMerges(piece, id, rankOf[scores[id]], lengths);
        }
    }

    public void Encode(ReadOnlySpan<char> piece, List<int> ids, List<int>? lengths)
    {
        var symbols = new SymbolBuffer(piece.Length);
        for (int start = 0, length; start < piece.Length; start += length)
        {
            length = _frozen.Match(piece[start..]);
            bool isFrozen = length > 0;
            length = isFrozen ? length : char.IsHighSurrogate(piece[start]) ? 2 : 1;
            ReadOnlySpan<char> text = piece.Slice(start, length);
            symbols.Add(isFrozen ? Frozen - IdOf(_pieces, text) : IdOf(_characters, text), length);
        }

        int count = _merges.Apply(symbols.Ids, symbols.Lengths);
        Write(piece, symbols.Ids[..count], symbols.Lengths[..count], ids, lengths);
    }

    private static int IdOf(Dictionary<string, int> pieces, ReadOnlySpan<char> text) =>
        pieces.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out int id) ? id : NoPiece;

    private void AddMerges(string piece, int id, int rank, HashSet<int> lengths)
    {
        for (int at = 1; at < piece.Length; at++)
        {
            if (lengths.Contains(at) && lengths.Contains(piece.Length - at) && !char.IsLowSurrogate(piece[at])
                && SymbolOf(piece.AsSpan(0, at)) is var left and >= 0
                && SymbolOf(piece.AsSpan(at)) is var right and >= 0)
            {
                _merges.Add(left, right, id, rank);
            }
        }

        SymbolOf(piece);
    }

    // A single character can be joined even where it is no piece; it then has an id beyond those of pieces.
    private int SymbolOf(ReadOnlySpan<char> text)
    {
        bool isCharacter = text.Length == 1 || (text.Length == 2 && char.IsHighSurrogate(text[0]));
        int id = IdOf(_pieces, text);
        if (!isCharacter)
        {
            return id;
        }

        if (!_characters.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out int known))
        {
            known = id >= 0 ? id : _size + _characters.Count;
            _characters.Add(text.ToString(), known);
        }

        return known;
    }

    private void Write(
        ReadOnlySpan<char> piece, ReadOnlySpan<int> symbols, ReadOnlySpan<int> sizes, List<int> ids, List<int>? lengths)
    {
        int unknown = 0;
        int start = 0;
        for (int i = 0; i < symbols.Length; i++)
        {
            int id = symbols[i] <= Frozen ? Frozen - symbols[i] : symbols[i];
            if (id < 0 || id >= _size)
            {
                unknown += sizes[i];
                start += sizes[i];
                continue;
            }

            WriteUnknown(piece[(start - unknown)..start], ids, lengths);
            unknown = 0;
            ids.Add(id);
            lengths?.Add(Encoding.UTF8.GetByteCount(piece.Slice(start, sizes[i])));
            start += sizes[i];
        }

        WriteUnknown(piece[(start - unknown)..start], ids, lengths);
    }

    private void WriteUnknown(ReadOnlySpan<char> text, List<int> ids, List<int>? lengths)
    {
        if (text.Length > 0)
        {
            _unknown.Write(text, ids, lengths);
        }
    }
}
