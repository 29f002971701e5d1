namespace GptPrompting.Tests.Fakes;

/// <summary>Where a protobuf file says how long its parts are.</summary>
internal static class WireLengths
{
    // Weights are long, and what is in them is no message.
    private const int LongestMessage = 1 << 16;

    /// <returns>Places of the first bytes of lengths, those of parts within parts too.</returns>
    public static int[] Find(byte[] file)
    {
        var places = new List<int>();
        Walk(file, 0, file.Length, places);
        return [.. places];
    }

    private static bool Walk(byte[] file, int start, int end, List<int> places)
    {
        var found = new List<int>();
        for (int at = start; at < end;)
        {
            if (Number(file, ref at, end) is not ulong tag || tag >> 3 is 0 or > 40)
            {
                return false;
            }

            int place = at;
            ulong? value = (tag & 7) switch
            {
                0 or 2 => Number(file, ref at, end),
                1 => 8,
                5 => 4,
                _ => null,
            };
            int length = value is not ulong number ? int.MaxValue
                : (tag & 7) == 0 ? 0
                : (int)Math.Min(number, int.MaxValue);
            if (length > end - at)
            {
                return false;
            }

            if ((tag & 7) == 2)
            {
                found.Add(place);
                _ = (length <= LongestMessage || start == 0) && Walk(file, at, at + length, found);
            }

            at += length;
        }

        places.AddRange(found);
        return true;
    }

    private static ulong? Number(byte[] file, ref int at, int end)
    {
        ulong value = 0;
        for (int shift = 0; at < end && shift < 64; shift += 7)
        {
            byte next = file[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        return null;
    }
}
