namespace GptPrompting.Generation.Constraints;

/// <summary>A compiled pattern: a nondeterministic automaton over bytes, with calls of rules.</summary>
/// <param name="Nodes">Node 0 is the end of every rule and of the whole.</param>
/// <param name="Sets">What nodes of the kind Bytes read.</param>
/// <param name="Rules">Where each rule begins, and whether its calls count toward the depth limit.</param>
internal sealed record ByteProgram(
    ProgramNode[] Nodes, ByteSet[] Sets, IReadOnlyList<(int Start, bool CountsDepth)> Rules)
{
    public required int Start { get; init; }

    /// <summary>As <see cref="Start"/>, with one space before it or not.</summary>
    public required int StartAfterSpace { get; init; }

    /// <summary>From this node on it is the constraint; those before read a stop sequence after it.</summary>
    public required int FirstNodeOfText { get; init; }

    /// <summary>The class of every byte: those of one class are in the same sets.</summary>
    public (byte[] OfByte, int Count) ByteClasses()
    {
        byte[] classes = new byte[256];
        int count = 1;
        foreach (ByteSet set in Sets)
        {
            var split = new Dictionary<(byte, bool), byte>();
            for (int value = 0; value < 256; value++)
            {
                (byte, bool) key = (classes[value], set.Contains((byte)value));
                if (!split.TryGetValue(key, out byte found))
                {
                    // At most 256 differ, so that a number fits into a byte.
                    split[key] = found = (byte)split.Count;
                }

                classes[value] = found;
            }

            count = split.Count;
        }

        return (classes, count);
    }
}
