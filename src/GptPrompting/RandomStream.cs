namespace GptPrompting;

/// <summary>
/// Numbers in [0, 1) that depend on a seed alone: SplitMix64 (Steele, Lea and Flood 2014). The runtime's own
/// <see cref="Random"/> may change its numbers with any major version.
/// </summary>
internal sealed class RandomStream(int seed)
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    // Mixed, because the streams of neighbouring states would be one stream shifted by a number.
    private ulong _state = Mix((uint)seed + Step);

    /// <returns>The next number, a multiple of 2^-53.</returns>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <returns>The next 64 bits, for <see cref="NumberOf"/>.</returns>
    public ulong NextBits() => Mix(_state += Step);

    /// <returns>
    /// A number in (0, 1), the middle of one of 2^52 equal parts: a function of both arguments, and for neighbouring
    /// ids as random as for any.
    /// </returns>
    public static double NumberOf(ulong bits, int id) =>
        ((long)(Mix(bits + (((ulong)(uint)id + 1) * Step)) >> 12) + 0.5) * (1.0 / (1UL << 52));

    /// <returns>
    /// The place of each of <paramref name="count"/> things in a shuffle (Fisher and Yates): a permutation of 0 to
    /// count - 1.
    /// </returns>
    public static int[] Places(int count, int seed)
    {
        var random = new RandomStream(seed);
        int[] places = [.. Enumerable.Range(0, count)];
        for (int last = count - 1; last > 0; last--)
        {
            int other = (int)(random.NextDouble() * (last + 1));
            (places[last], places[other]) = (places[other], places[last]);
        }

        return places;
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
