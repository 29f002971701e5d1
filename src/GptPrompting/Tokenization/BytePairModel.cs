using System.Text;

namespace GptPrompting.Tokenization;

/// <summary>
/// Byte pair encoding (Sennrich et al. 2016, Radford et al. 2019): one piece of text to token ids.
/// </summary>
internal sealed class BytePairModel(Dictionary<string, int> tokens, MergeTable merges, BytePairOptions options)
    : ITokenModel
{
    private readonly SymbolTable _symbols = new(tokens, options);

    public void Encode(ReadOnlySpan<char> piece, List<int> ids, List<int>? lengths)
    {
        int size = Encoding.UTF8.GetByteCount(piece);
        if (options.IgnoresMerges && TryFindWhole(piece, size, out int whole))
        {
            ids.Add(whole);
            lengths?.Add(size);
            return;
        }

        var symbols = new SymbolBuffer(size);
        _symbols.Split(piece, symbols);
        int count = merges.Apply(symbols.Ids, symbols.Lengths);
        ids.AddRange(symbols.Ids[..count]);
        lengths?.AddRange(symbols.Lengths[..count]);
    }

    private bool TryFindWhole(ReadOnlySpan<char> piece, int size, out int id)
    {
        if (!options.IsByteLevel)
        {
            return tokens.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(piece, out id);
        }

        byte[] bytes = new byte[size];
        Encoding.UTF8.GetBytes(piece, bytes);
        return tokens.TryGetValue(string.Concat(bytes.Select(ByteAlphabet.CharacterOf)), out id);
    }
}
