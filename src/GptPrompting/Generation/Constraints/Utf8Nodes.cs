using System.Globalization;

namespace GptPrompting.Generation.Constraints;

/// <summary>
/// Nodes that read one character beyond ASCII of a set, byte by byte of its UTF-8, with one way only at any time.
/// </summary>
internal sealed class Utf8Nodes
{
    private readonly CharacterSet _set;
    private readonly Func<ByteSet, int, int> _bytes;
    private readonly Func<List<int>, int> _splits;
    private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);

    // What follows where every character is in the set, by the number of bytes.
    private readonly int?[] _whole = new int?[4];

    /// <param name="set">Has a character beyond ASCII.</param>
    /// <param name="bytes">Makes a node that reads a byte of a set and goes on at another node.</param>
    /// <param name="splits">Makes a node of several.</param>
    public Utf8Nodes(CharacterSet set, Func<ByteSet, int, int> bytes, Func<List<int>, int> splits)
    {
        (_bytes, _splits) = (bytes, splits);
        var leads = new Dictionary<int, ByteSet>();

        // A form that is longer than needed is no UTF-8.
        (int FirstLead, int LastLead, CharacterSet Set)[] lengths =
        [
            (0xC2, 0xDF, set.And(CharacterSet.Of((0x80, 0x7FF)))),
            (0xE0, 0xEF, set.And(CharacterSet.Of((0x800, 0xFFFF)))),
            (0xF0, 0xF4, set.And(CharacterSet.Of((0x10000, 0x10FFFF)))),
        ];
        _set = set;
        foreach ((int index, (int firstLead, int lastLead, CharacterSet ofLength)) in lengths.Index())
        {
            _set = ofLength;
            for (int lead = firstLead; lead <= lastLead; lead++)
            {
                // Three, four, five bits of the lead byte name its length.
                Put(leads, (byte)lead, After(lead & (0x1F >> index), index + 1));
            }
        }

        Start = Nodes(leads);
    }

    public int Start { get; }

    /// <param name="prefix">The bits of the character that were read.</param>
    /// <param name="count">How many bytes of six bits follow.</param>
    /// <returns>The node that reads them, or null where no character of the set follows.</returns>
    private int? After(int prefix, int count)
    {
        int first = prefix << (6 * count);
        int last = first + (1 << (6 * count)) - 1;
        if (!_set.Meets(first, last))
        {
            return null;
        }

        if (_set.Covers(first, last))
        {
            return _whole[count] ??= _bytes(Following, count == 1 ? 0 : After(prefix << 6, count - 1)!.Value);
        }

        var ways = new Dictionary<int, ByteSet>();
        for (int bits = 0; bits < 64; bits++)
        {
            int character = (prefix << 6) | bits;
            int? next = count > 1 ? After(character, count - 1) : _set.Contains(character) ? 0 : null;
            Put(ways, (byte)(0x80 | bits), next);
        }

        return Nodes(ways);
    }

    private static ByteSet Following => new(0, 0, ulong.MaxValue, 0);

    private static void Put(Dictionary<int, ByteSet> ways, byte value, int? next)
    {
        if (next is int node)
        {
            ways[node] = ways.GetValueOrDefault(node).With(value);
        }
    }

    private int Nodes(Dictionary<int, ByteSet> ways)
    {
        string key = string.Create(CultureInfo.InvariantCulture, $"{string.Join(';', ways)}");
        if (!_known.TryGetValue(key, out int node))
        {
            _known[key] = node = _splits([.. ways.Select(way => _bytes(way.Value, way.Key))]);
        }

        return node;
    }
}
