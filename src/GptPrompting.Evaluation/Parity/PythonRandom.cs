namespace GptPrompting.Evaluation.Parity;

/// <summary>
/// The stream of Python's <c>random.Random(seed)</c>: what lm-evaluation-harness draws demonstrations and bootstrap
/// samples with. The same numbers as CPython 3.11 and later give, bit for bit.
/// </summary>
/// <remarks>
/// The generator is MT19937 (Matsumoto and Nishimura 1998), seeded by an array. It is not for secrets. One object is
/// for one thread.
/// </remarks>
public sealed class PythonRandom
{
    private const int Size = 624;
    private const int Shift = 397;

    private readonly uint[] _state = new uint[Size];
    private int _next = Size;

    /// <summary>Starts the stream of a seed.</summary>
    /// <param name="seed">Any whole number; as in Python, a seed and its negative give the same stream.</param>
    public PythonRandom(long seed)
    {
        ulong size = (ulong)Int128.Abs(seed);
        uint high = (uint)(size >> 32);
        SeedBy(high == 0 ? [(uint)size] : [(uint)size, high]);
    }

    /// <summary>Python's <c>random()</c>.</summary>
    /// <returns>From 0 to below 1, a multiple of 2^-53.</returns>
    public double NextDouble()
    {
        uint high = NextWord() >> 5;
        uint low = NextWord() >> 6;
        return ((high * 67108864.0) + low) / 9007199254740992.0;
    }

    /// <summary>Python's <c>getrandbits(k)</c>.</summary>
    /// <param name="bitCount">How many bits, 0 to 64.</param>
    /// <returns>From 0 to below 2^<paramref name="bitCount"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is not from 0 to 64.</exception>
    public ulong GetRandBits(int bitCount)
    {
        if (bitCount is < 0 or > 64)
        {
            throw new ArgumentOutOfRangeException(
                nameof(bitCount), bitCount, $"{bitCount} bits are asked for; there can be 0 to 64.");
        }

        ulong bits = 0;
        for (int done = 0; done < bitCount; done += 32)
        {
            int wanted = Math.Min(32, bitCount - done);
            bits |= (ulong)(NextWord() >> (32 - wanted)) << done;
        }

        return bits;
    }

    /// <summary>Python's <c>randrange(n)</c>: bits are drawn until they make a number below the limit.</summary>
    /// <param name="limit">Above 0.</param>
    /// <returns>From 0 to below <paramref name="limit"/>, each equally likely.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not above 0.</exception>
    public int RandBelow(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        int bitCount = 32 - int.LeadingZeroCount(limit);
        ulong drawn = GetRandBits(bitCount);
        while (drawn >= (ulong)limit)
        {
            drawn = GetRandBits(bitCount);
        }

        return (int)drawn;
    }

    /// <summary>Python's <c>sample(range(n), k)</c>: places drawn without replacement.</summary>
    /// <param name="populationSize">How many places there are, at least 0.</param>
    /// <param name="count">How many are drawn, 0 to <paramref name="populationSize"/>.</param>
    /// <returns>The places in the order drawn.</returns>
    /// <exception cref="ArgumentOutOfRangeException">More are drawn than there are.</exception>
    public int[] Sample(int populationSize, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count > populationSize)
        {
            throw new ArgumentOutOfRangeException(
                nameof(count), count, $"{count} are to be drawn; there are {populationSize}.");
        }

        return populationSize <= LargestPool(count)
            ? SampleFromPool(populationSize, count)
            : SampleWithRejection(populationSize, count);
    }

    /// <summary>Python's <c>choices(range(n), k=k)</c>: places drawn with replacement.</summary>
    /// <param name="populationSize">How many places there are, above 0.</param>
    /// <param name="count">How many are drawn, at least 0.</param>
    /// <returns>The places in the order drawn.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// There are none to draw from, or the count is negative.
    /// </exception>
    public int[] Choices(int populationSize, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(populationSize);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var places = new int[count];
        Choose(populationSize, places);
        return places;
    }

    /// <summary>Python's <c>shuffle(x)</c>.</summary>
    /// <param name="items">What is put into another order, in place.</param>
    public void Shuffle<T>(Span<T> items)
    {
        for (int last = items.Length - 1; last > 0; last--)
        {
            int other = RandBelow(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }

    /// <summary><see cref="Choices"/> into an array that is there already.</summary>
    internal void Choose(int populationSize, Span<int> places)
    {
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = (int)(NextDouble() * populationSize);
        }
    }

    // What CPython takes for the size of a set of so many; up to it, a list costs less.
    private static long LargestPool(int count)
    {
        long power = 1;
        while (power < 3L * count)
        {
            power *= 4;
        }

        return count > 5 ? 21 + power : 21;
    }

    private int[] SampleFromPool(int populationSize, int count)
    {
        int[] pool = [.. Enumerable.Range(0, populationSize)];
        var drawn = new int[count];
        for (int i = 0; i < count; i++)
        {
            int place = RandBelow(populationSize - i);
            drawn[i] = pool[place];
            pool[place] = pool[populationSize - i - 1];
        }

        return drawn;
    }

    private int[] SampleWithRejection(int populationSize, int count)
    {
        var seen = new HashSet<int>();
        var drawn = new int[count];
        for (int i = 0; i < count; i++)
        {
            do
            {
                drawn[i] = RandBelow(populationSize);
            }
            while (!seen.Add(drawn[i]));
        }

        return drawn;
    }

    private void SeedBy(ReadOnlySpan<uint> key)
    {
        FillFrom(19650218);
        uint i = 1;
        for (uint step = 0; step < Math.Max(Size, key.Length); step++)
        {
            uint place = step % (uint)key.Length;
            _state[i] = (_state[i] ^ (Mixed(i - 1) * 1664525)) + key[(int)place] + place;
            i = Following(i);
        }

        for (int step = 1; step < Size; step++)
        {
            _state[i] = (_state[i] ^ (Mixed(i - 1) * 1566083941)) - i;
            i = Following(i);
        }

        _state[0] = 0x80000000;
    }

    private void FillFrom(uint first)
    {
        _state[0] = first;
        for (uint i = 1; i < Size; i++)
        {
            _state[i] = (1812433253 * Mixed(i - 1)) + i;
        }
    }

    private uint Mixed(uint i) => _state[i] ^ (_state[i] >> 30);

    private uint Following(uint i)
    {
        if (i + 1 < Size)
        {
            return i + 1;
        }

        _state[0] = _state[Size - 1];
        return 1;
    }

    private uint NextWord()
    {
        if (_next == Size)
        {
            Twist();
            _next = 0;
        }

        uint word = _state[_next++];
        word ^= word >> 11;
        word ^= (word << 7) & 0x9d2c5680;
        word ^= (word << 15) & 0xefc60000;
        return word ^ (word >> 18);
    }

    private void Twist()
    {
        for (int i = 0; i < Size; i++)
        {
            uint joined = (_state[i] & 0x80000000) | (_state[(i + 1) % Size] & 0x7fffffff);
            uint odd = (joined & 1) == 0 ? 0 : 0x9908b0df;
            _state[i] = _state[(i + Shift) % Size] ^ (joined >> 1) ^ odd;
        }
    }
}
