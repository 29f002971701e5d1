namespace GptPrompting.Generation.Constraints;

/// <summary>
/// A state of the automaton: all places of the program that can be reached by the bytes so far.
/// </summary>
internal sealed class ByteState : IEquatable<ByteState>
{
    private readonly (int Node, Frame? Frame)[] _places;
    private readonly int _hash;

    /// <param name="places">Places that read a byte, each once.</param>
    /// <param name="isAccepting">Whether the text may end here.</param>
    /// <param name="classes">How many classes of bytes there are.</param>
    public ByteState((int Node, Frame? Frame)[] places, bool isAccepting, int classes)
    {
        Array.Sort(places, static (a, b) => a.Node == b.Node
            ? (a.Frame?.Order ?? -1).CompareTo(b.Frame?.Order ?? -1)
            : a.Node.CompareTo(b.Node));
        _places = places;
        IsAccepting = isAccepting;
        Next = new ByteState?[classes];
        _hash = places.Aggregate(isAccepting ? 1 : 0, HashCode.Combine);
    }

    /// <summary>Whether the text may end here.</summary>
    public bool IsAccepting { get; }

    /// <summary>Whether nothing but the end is possible; a stop sequence counts as one.</summary>
    public bool IsComplete { get; init; }

    /// <summary>The fewest bytes to a place where the text may end.</summary>
    public int Distance { get; init; }

    public IReadOnlyList<(int Node, Frame? Frame)> Places => _places;

    /// <summary>By class of byte, where known. A state without places stands for no way to go on.</summary>
    public ByteState?[] Next { get; }

    /// <summary>Which tokens may follow, as found last.</summary>
    public TokenMask? Mask { get; set; }

    public bool IsDead => _places.Length == 0 && !IsAccepting;

    public bool Equals(ByteState? other) =>
        other is not null && IsAccepting == other.IsAccepting && _places.AsSpan().SequenceEqual(other._places);

    public override bool Equals(object? obj) => Equals(obj as ByteState);

    public override int GetHashCode() => _hash;
}
