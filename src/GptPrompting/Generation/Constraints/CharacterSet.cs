using System.Runtime.InteropServices;

namespace GptPrompting.Generation.Constraints;

/// <summary>A set of Unicode characters (scalar values: no halves of surrogate pairs).</summary>
internal sealed class CharacterSet : IEquatable<CharacterSet>
{
    private const int Highest = 0x10FFFF;

    // Rising, with gaps between them.
    private readonly (int First, int Last)[] _ranges;

    // A set of a Unicode category has hundreds of ranges, and each place in a pattern looks it up.
    private readonly int _hash;

    private CharacterSet((int First, int Last)[] ranges)
    {
        _ranges = ranges;
        _hash = ranges.Aggregate(ranges.Length, HashCode.Combine);
        foreach ((int first, int last) in ranges)
        {
            for (int value = first; value <= Math.Min(last, 0x7F); value++)
            {
                Ascii = Ascii.With((byte)value);
            }
        }
    }

    public static CharacterSet All { get; } = Of((0, Highest));

    public static CharacterSet None { get; } = Of();

    public bool IsEmpty => _ranges.Length == 0;

    /// <summary>The smallest character; the set is not empty.</summary>
    public int First => _ranges[0].First;

    /// <summary>Whether it is one character.</summary>
    public bool IsSingle => _ranges is [var only] && only.First == only.Last;

    /// <summary>The characters that UTF-8 writes as one byte.</summary>
    public ByteSet Ascii { get; }

    public static CharacterSet Single(int character) => new([(character, character)]);

    /// <param name="ranges">Code points with both ends; surrogates are left out.</param>
    public static CharacterSet Of(params IEnumerable<(int First, int Last)> ranges)
    {
        var merged = new List<(int First, int Last)>();
        foreach ((int first, int last) in ranges.SelectMany(WithoutSurrogates).Order())
        {
            if (merged.Count > 0 && first <= merged[^1].Last + 1)
            {
                CollectionsMarshal.AsSpan(merged)[^1].Last = Math.Max(merged[^1].Last, last);
            }
            else
            {
                merged.Add((first, last));
            }
        }

        return new CharacterSet([.. merged]);
    }

    public static CharacterSet OfText(string characters) =>
        Of(characters.EnumerateRunes().Select(rune => (rune.Value, rune.Value)));

    public CharacterSet Or(CharacterSet other) => Union([this, other]);

    /// <summary>What any of the sets has.</summary>
    public static CharacterSet Union(IEnumerable<CharacterSet> sets) =>
        Of(sets.Distinct().SelectMany(set => set._ranges));

    public CharacterSet Not()
    {
        var gaps = new List<(int, int)>();
        int next = 0;
        foreach ((int first, int last) in _ranges)
        {
            gaps.Add((next, first - 1));
            next = last + 1;
        }

        return Of([.. gaps, (next, Highest)]);
    }

    public CharacterSet And(CharacterSet other) => Not().Or(other.Not()).Not();

    public CharacterSet Except(CharacterSet other) => And(other.Not());

    public bool Contains(int character) => Covers(character, character);

    /// <summary>Whether it has all characters from one to another.</summary>
    public bool Covers(int first, int last)
    {
        int at = RangeFrom(first);
        return at < _ranges.Length && _ranges[at].First <= first && _ranges[at].Last >= last;
    }

    /// <summary>Whether it has any character from one to another.</summary>
    public bool Meets(int first, int last)
    {
        int at = RangeFrom(first);
        return at < _ranges.Length && _ranges[at].First <= last;
    }

    public bool Equals(CharacterSet? other) => ReferenceEquals(this, other)
        || (other is not null && _hash == other._hash && _ranges.AsSpan().SequenceEqual(other._ranges));

    public override bool Equals(object? obj) => Equals(obj as CharacterSet);

    public override int GetHashCode() => _hash;

    private static IEnumerable<(int First, int Last)> WithoutSurrogates((int First, int Last) range)
    {
        (int First, int Last)[] parts =
            [(range.First, Math.Min(range.Last, 0xD7FF)), (Math.Max(range.First, 0xE000), range.Last)];
        return parts.Where(part => part.First <= part.Last);
    }

    /// <returns>The first range that ends at the character or later.</returns>
    private int RangeFrom(int character)
    {
        (int low, int high) = (0, _ranges.Length);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _ranges[middle].Last < character ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
