using System.Collections.Concurrent;

namespace GptPrompting.Tokenization;

/// <summary>Remembers what a model has made of the words seen last, at most 16,384 of them.</summary>
/// <remarks>Safe for many threads if the model is.</remarks>
internal sealed class RememberingModel(ITokenModel model) : ITokenModel
{
    // Natural text repeats some thousand words; 16,384 of at most 64 characters are about 5 MB.
    private const int RememberedWords = 16_384;
    private const int LongestRememberedWord = 64;

    private ConcurrentDictionary<string, int[]> _words = new(StringComparer.Ordinal);
    private int _wordCount;

    public void Encode(ReadOnlySpan<char> piece, List<int> ids, List<int>? lengths)
    {
        if (piece.Length > LongestRememberedWord || lengths is not null)
        {
            model.Encode(piece, ids, lengths);
            return;
        }

        ConcurrentDictionary<string, int[]> remembered = _words;
        if (remembered.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(piece, out int[]? known))
        {
            ids.AddRange(known);
            return;
        }

        int before = ids.Count;
        model.Encode(piece, ids, lengths: null);
        Remember(remembered, piece, ids[before..]);
    }

    private void Remember(ConcurrentDictionary<string, int[]> remembered, ReadOnlySpan<char> piece, List<int> ids)
    {
        if (Interlocked.Increment(ref _wordCount) > RememberedWords)
        {
            Interlocked.Exchange(ref _wordCount, 0);
            _words = remembered = new(StringComparer.Ordinal);
        }

        remembered.TryAdd(piece.ToString(), [.. ids]);
    }
}
