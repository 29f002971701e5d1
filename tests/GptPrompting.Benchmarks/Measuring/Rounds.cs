namespace GptPrompting.Benchmarks.Measuring;

/// <summary>So many rounds, or fewer on a machine on which they take longer than the phase may; at least one.</summary>
internal sealed record Rounds(int Count, TimeSpan Limit)
{
    /// <returns>1, 2, 3 ..., each asked for when the round before is over.</returns>
    public IEnumerable<int> Numbers(TimeProvider time)
    {
        long start = time.GetTimestamp();
        TimeSpan before = TimeSpan.Zero;
        TimeSpan longest = TimeSpan.Zero;
        for (int round = 1; round <= Count; round++)
        {
            if (round > 1 && before + longest > Limit)
            {
                yield break;
            }

            yield return round;
            TimeSpan now = time.GetElapsedTime(start);
            longest = now - before > longest ? now - before : longest;
            before = now;
        }
    }
}
