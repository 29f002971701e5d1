using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace GptPrompting.Tokenization;

/// <summary>
/// SentencePiece's compiled normalisation rules: a double-array trie (Aoe 1989, in the layout of darts-clone) from
/// UTF-8 prefixes to places in a block of zero-terminated replacements.
/// </summary>
internal sealed class CharacterMap
{
    private const uint IsValue = 1u << 31;

    private readonly uint[] _units;
    private readonly byte[] _replacements;

    /// <param name="blob">Little-endian size of the trie in bytes, the trie, the replacements.</param>
    /// <exception cref="FormatException">The parts do not fit together.</exception>
    public CharacterMap(ReadOnlySpan<byte> blob)
    {
        if (blob.Length < 4 || BinaryPrimitives.ReadUInt32LittleEndian(blob) is var size
            && (size % 4 != 0 || size == 0 || size > blob.Length - 5))
        {
            throw new FormatException("the character map is cut short");
        }

        ReadOnlySpan<byte> trie = blob[4..(4 + (int)size)];
        _units = new uint[size / 4];
        for (int i = 0; i < _units.Length; i++)
        {
            _units[i] = BinaryPrimitives.ReadUInt32LittleEndian(trie[(4 * i)..]);
        }

        _replacements = blob[(4 + (int)size)..].ToArray();
        if (_replacements[^1] != 0 || !Utf8.IsValid(_replacements))
        {
            throw new FormatException("the replacements of the character map are no zero-terminated UTF-8");
        }

        // Whether a text begins with what has a rule is asked for every character; most first bytes have none.
        HasRules = Array.ConvertAll(new byte[256], _ => false);
        for (int value = 1; value < 256; value++)
        {
            HasRules[value] = Next(Root(), (byte)value) >= 0;
        }
    }

    /// <summary>Whether any rule begins with the byte.</summary>
    public bool[] HasRules { get; }

    /// <summary>Finds the longest or the shortest rule that <paramref name="text"/> begins with.</summary>
    /// <returns>How many bytes the rule takes; 0 where there is none.</returns>
    public int Find(ReadOnlySpan<byte> text, bool longest, out string replacement)
    {
        int length = 0;
        uint place = 0;
        int node = Root();
        for (int i = 0; i < text.Length && text[i] != 0 && (node = Next(node, text[i])) >= 0; i++)
        {
            if (HasValue(node) && ValueOf(node) is uint found && found < _replacements.Length)
            {
                (length, place) = (i + 1, found);
                if (!longest)
                {
                    break;
                }
            }
        }

        ReadOnlySpan<byte> rest = length == 0 ? [] : _replacements.AsSpan((int)place);
        replacement = length == 0 ? "" : Encoding.UTF8.GetString(rest[..rest.IndexOf((byte)0)]);
        return length;
    }

    private static int Offset(uint unit) => (int)((unit >> 10) << (int)((unit & (1u << 9)) >> 6));

    private static int Root() => 0;

    // A child lies where its parent's offset and its label point, and carries the label to prove it.
    private int Next(int node, byte label)
    {
        int child = node ^ Offset(_units[node]) ^ label;
        return (uint)child < (uint)_units.Length && (_units[child] & (IsValue | 0xFF)) == label ? child : -1;
    }

    private bool HasValue(int node) => (_units[node] & (1u << 8)) != 0;

    private uint? ValueOf(int node)
    {
        int leaf = node ^ Offset(_units[node]);
        return (uint)leaf < (uint)_units.Length ? _units[leaf] & ~IsValue : null;
    }
}
