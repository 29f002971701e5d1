namespace GptPrompting.Tests.Fakes;

/// <summary>What storage, transfer and malice do to files.</summary>
internal static class Mutation
{
    /// <summary>A copy with flipped bits, overwritten, cut out, doubled or lost bytes.</summary>
    public static byte[] Of(byte[] whole, Random random)
    {
        byte[] bytes = [.. whole];
        for (int count = random.Next(1, 5); count > 0 && bytes.Length > 0; count--)
        {
            int at = random.Next(bytes.Length);
            int length = random.Next(1, Math.Min(17, bytes.Length - at + 1));
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes = [.. bytes[..at], .. bytes[(at + length)..]];
                    break;
                case 3:
                    bytes = [.. bytes[..at], .. bytes[at..(at + length)], .. bytes[at..]];
                    break;
                default:
                    bytes = random.Next(4) == 0 ? bytes[..at] : bytes;
                    break;
            }
        }

        return bytes;
    }
}
