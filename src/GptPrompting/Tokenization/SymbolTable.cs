using System.Globalization;
using System.Text;

namespace GptPrompting.Tokenization;

/// <summary>The symbols that byte pair encoding begins with: one for each character, or for each byte.</summary>
internal sealed class SymbolTable
{
    private readonly BytePairOptions _options;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _tokens;
    private readonly int[] _characterIds = new int[0x10000];
    private readonly int[] _fallbackIds = new int[256];

    /// <param name="tokens">The model's own tokens.</param>
    /// <param name="options">How they are to be used.</param>
    public SymbolTable(Dictionary<string, int> tokens, BytePairOptions options)
    {
        (_options, _tokens) = (options, tokens.GetAlternateLookup<ReadOnlySpan<char>>());
        Array.Fill(_characterIds, -1);
        foreach ((string token, int id) in tokens)
        {
            if (token is [char character])
            {
                _characterIds[character] = id;
            }
        }

        for (int value = 0; value < 256; value++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"<0x{value:X2}>");
            _fallbackIds[value] = options.FallsBackToBytes && tokens.TryGetValue(name, out int id) ? id : -1;
        }
    }

    /// <summary>Appends the symbols of a piece of text.</summary>
    public void Split(ReadOnlySpan<char> piece, SymbolBuffer symbols)
    {
        int unknown = 0;
        if (_options.IsByteLevel)
        {
            SplitBytes(piece, symbols, ref unknown);
        }
        else
        {
            for (int start = 0, length; start < piece.Length; start += length)
            {
                length = char.IsHighSurrogate(piece[start]) ? 2 : 1;
                ReadOnlySpan<char> character = piece.Slice(start, length);
                int size = length == 2 ? 4 : piece[start] < 0x80 ? 1 : piece[start] < 0x800 ? 2 : 3;
                Add(character, size, start == 0, start + length == piece.Length, symbols, ref unknown);
            }
        }

        AddUnknown(symbols, ref unknown);
    }

    private void SplitBytes(ReadOnlySpan<char> piece, SymbolBuffer symbols, ref int unknown)
    {
        byte[] bytes = new byte[Encoding.UTF8.GetByteCount(piece)];
        Encoding.UTF8.GetBytes(piece, bytes);
        for (int i = 0; i < bytes.Length; i++)
        {
            char character = ByteAlphabet.CharacterOf(bytes[i]);
            Add([character], 1, i == 0, i == bytes.Length - 1, symbols, ref unknown);
        }
    }

    private void Add(
        ReadOnlySpan<char> character, int length, bool isFirst, bool isLast, SymbolBuffer symbols, ref int unknown)
    {
        string prefix = isFirst ? "" : _options.Prefix;
        string suffix = isLast ? _options.Suffix : "";
        bool isPlain = prefix.Length == 0 && suffix.Length == 0;
        string? affixed = isPlain ? null : $"{prefix}{character}{suffix}";
        int id = isPlain && character is [char only] ? _characterIds[only]
            : _tokens.TryGetValue(affixed ?? character, out int found) ? found : -1;
        if (id >= 0)
        {
            AddUnknown(symbols, ref unknown);
            symbols.Add(id, length);
        }
        else if (!(_options.FallsBackToBytes && TryAddBytes(affixed ?? character, length, symbols)))
        {
            if (!_options.FusesUnknown)
            {
                AddUnknown(symbols, ref unknown);
            }

            unknown += length;
        }
    }

    // Only where every byte has its token.
    private bool TryAddBytes(ReadOnlySpan<char> symbol, int length, SymbolBuffer symbols)
    {
        Span<byte> bytes = symbol.Length <= 64 ? stackalloc byte[192] : new byte[3 * symbol.Length];
        bytes = bytes[..Encoding.UTF8.GetBytes(symbol, bytes)];
        foreach (byte value in bytes)
        {
            if (_fallbackIds[value] < 0)
            {
                return false;
            }
        }

        for (int i = 0; i < bytes.Length; i++)
        {
            // An affix has bytes of its own that are not in the text.
            symbols.Add(_fallbackIds[bytes[i]], i < length ? 1 : 0);
        }

        return true;
    }

    private void AddUnknown(SymbolBuffer symbols, ref int length)
    {
        if (length > 0 && _options.UnknownId is int id)
        {
            symbols.Add(id, length);
        }

        length = 0;
    }
}
