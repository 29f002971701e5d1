namespace GptPrompting.Tests.Fakes;

/// <summary>What <see cref="Mutation"/> does, and edits that know of protobuf's lengths and of other files.</summary>
internal sealed class FileMutation(byte[] whole, IReadOnlyList<byte[]> others)
{
    private readonly Lazy<int[]> _lengths = new(() => WireLengths.Find(whole));

    public byte[] Next(Random random) => random.Next(4) switch
    {
        0 => Inserted(random),
        1 => Spliced(random),
        2 => WithAnotherLength(random),
        _ => Mutation.Of(whole, random),
    };

    private byte[] Inserted(Random random)
    {
        byte[] added = new byte[random.Next(1, 40)];
        random.NextBytes(added);
        int at = random.Next(whole.Length + 1);
        return [.. whole[..at], .. added, .. whole[at..]];
    }

    private byte[] Spliced(Random random)
    {
        byte[] other = others[random.Next(others.Count)];
        int at = random.Next(whole.Length + 1);
        int from = random.Next(other.Length + 1);
        int length = random.Next(2) == 0 ? other.Length - from : random.Next(Math.Min(2000, other.Length - from) + 1);
        int rest = random.Next(2) == 0 ? at : Math.Min(at + length, whole.Length);
        return [.. whole[..at], .. other[from..(from + length)], .. whole[rest..]];
    }

    private byte[] WithAnotherLength(Random random)
    {
        byte[] bytes = [.. whole];
        for (int count = random.Next(1, 4); count > 0 && _lengths.Value.Length > 0; count--)
        {
            int at = _lengths.Value[random.Next(_lengths.Value.Length)];
            bytes[at] = random.Next(4) switch
            {
                0 => (byte)(bytes[at] + 1),
                1 => (byte)(bytes[at] - 1),
                2 => (byte)(bytes[at] ^ 0x80),
                _ => (byte)random.Next(256),
            };
        }

        return bytes;
    }
}
