using System.Collections.Concurrent;
using System.Text;

namespace GptPrompting.Tokenization;

/// <summary>
/// Byte-level byte pair encoding (Sennrich et al. 2016, Radford et al. 2019): one piece of text to token ids.
/// </summary>
/// <remarks>
/// Safe for many threads; the words seen last are remembered, at most <see cref="RememberedWords"/> of them.
/// </remarks>
internal sealed class BytePairModel
{
    // Natural text repeats some thousand words; 16,384 of at most 64 characters are about 5 MB.
    private const int RememberedWords = 16_384;
    private const int LongestRememberedWord = 64;

    private readonly int[] _byteIds = new int[256];
    private readonly MergeTable _merges;
    private readonly Vocabulary? _wholeWords;
    private ConcurrentDictionary<string, int[]> _words = new(StringComparer.Ordinal);
    private int _wordCount;

    /// <param name="vocabulary">The tokens; must hold one for every byte of UTF-8.</param>
    /// <param name="merges">What becomes of pairs.</param>
    /// <param name="ignoreMerges">
    /// Whether a piece that is itself a token is taken as such, whatever the merges make of it.
    /// </param>
    /// <exception cref="FormatException">A byte has no token.</exception>
    public BytePairModel(Vocabulary vocabulary, MergeTable merges, bool ignoreMerges)
    {
        _merges = merges;
        _wholeWords = ignoreMerges ? vocabulary : null;
        for (int value = 0; value < 256; value++)
        {
            char character = ByteAlphabet.CharacterOf((byte)value);
            _byteIds[value] = vocabulary.IdOf(character.ToString()) ?? (ByteAlphabet.IsUtf8((byte)value)
                ? throw new FormatException($"the vocabulary has no token '{character}' for the byte 0x{value:X2}")
                : -1);
        }
    }

    /// <summary>
    /// Appends the tokens of <paramref name="piece"/>, which holds no lone surrogate, to <paramref name="ids"/>.
    /// </summary>
    public void Encode(ReadOnlySpan<char> piece, List<int> ids)
    {
        if (piece.Length > LongestRememberedWord)
        {
            ids.AddRange(EncodeBytes(piece));
            return;
        }

        ConcurrentDictionary<string, int[]> remembered = _words;
        if (!remembered.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(piece, out int[]? known))
        {
            known = EncodeBytes(piece).ToArray();
            Remember(remembered, piece, known);
        }

        ids.AddRange(known);
    }

    private void Remember(ConcurrentDictionary<string, int[]> remembered, ReadOnlySpan<char> piece, int[] ids)
    {
        if (Interlocked.Increment(ref _wordCount) > RememberedWords)
        {
            Interlocked.Exchange(ref _wordCount, 0);
            _words = remembered = new(StringComparer.Ordinal);
        }

        remembered.TryAdd(piece.ToString(), ids);
    }

    private Span<int> EncodeBytes(ReadOnlySpan<char> piece)
    {
        byte[] bytes = new byte[Encoding.UTF8.GetByteCount(piece)];
        Encoding.UTF8.GetBytes(piece, bytes);
        if (_wholeWords is not null && TryFindWhole(bytes, out int id))
        {
            return new int[] { id };
        }

        int[] ids = Array.ConvertAll(bytes, value => _byteIds[value]);
        return ids.AsSpan(0, _merges.Apply(ids));
    }

    private bool TryFindWhole(byte[] bytes, out int id) =>
        _wholeWords!.Ids.TryGetValue(Array.ConvertAll(bytes, ByteAlphabet.CharacterOf), out id);
}
