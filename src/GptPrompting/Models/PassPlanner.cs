namespace GptPrompting.Models;

/// <summary>Divides reads among forward passes: as few as the graph's layout, padding and memory allow.</summary>
internal sealed class PassPlanner(GraphLayout layout, int vocabularySize)
{
    // A pass of one token costs about as much as eight more tokens in it: it reads all weights.
    private const int PaddingAllowed = 8;

    // Shorter passes than this compute much slower.
    private const int ShortestStep = 32;

    /// <summary>Bytes of keys, values and logits that one pass may take, unless a single read takes more.</summary>
    public required long MaxBytes { get; init; }

    /// <summary>Each pass with its reads, those of one cache together and in the order of its rows.</summary>
    public List<List<SequenceRead>> Plan(IReadOnlyList<SequenceRead> reads)
    {
        if (reads.Count == 1)
        {
            return [[reads[0]]];
        }

        var passes = new List<List<SequenceRead>>();
        foreach (SequenceRead read in reads.OrderBy(Group).ThenByDescending(Width))
        {
            if (passes.Count > 0 && Fits(passes[^1], read))
            {
                passes[^1].Add(read);
            }
            else
            {
                passes.Add([read]);
            }
        }

        Dictionary<KeyValueCache, int> caches = Number(reads);
        return [.. passes.Select(pass => pass.OrderBy(read => Of(read).Cache is { } cache ? caches[cache] : -1)
            .ThenBy(read => Of(read).Row).ToList())];
    }

    public bool FitsIntoOnePass(SequenceRead read) => !layout.HasCache
        || BytesPerRow(read.Sequence.Length, read.TokenIds.Length, read.IsLast) <= MaxBytes;

    /// <summary>After which tokens the passes of one read end; the last one has all wanted rows.</summary>
    public int[] Ends(SequenceRead read)
    {
        int count = read.TokenIds.Length;
        int past = read.Sequence.Length;
        var ends = new List<int>();
        int end = 0;
        while (count - end > Math.Max(read.Rows, ShortestStep))
        {
            long perToken = BytesPerRow(0, 1, isLast: false);
            long left = MaxBytes - BytesPerRow(past + end, 0, isLast: false);
            end += (int)Math.Min(Math.Max(left / perToken, ShortestStep), count - end - Math.Max(read.Rows, 1));
            ends.Add(end);
        }

        return [.. ends, count];
    }

    /// <summary>How many rows of this kind one pass can have, at least 1.</summary>
    public int Rows(int past, int width) => (int)Math.Clamp(
        MaxBytes / BytesPerRow(past, layout.HasCache ? width : past + width, isLast: false), 1, layout.MaxBatchSize);

    /// <summary>Bytes that one more row of this kind takes in a pass.</summary>
    /// <param name="past">Tokens before it.</param>
    /// <param name="width">New tokens, padding included.</param>
    /// <param name="isLast">Whether keys and values are dropped afterwards.</param>
    public long BytesPerRow(int past, int width, bool isLast)
    {
        long logits = (long)width * vocabularySize * sizeof(float);
        long slots = isLast ? past : (2L * past) + width;
        return logits + (slots * layout.Cache.BytesPerSlot);
    }

    // Without masked gaps all sequences of a pass have read the same number of tokens.
    private int Group(SequenceRead read) => layout.AllowsGaps || !layout.HasCache ? 0 : read.Sequence.Length;

    private int Width(SequenceRead read) =>
        layout.HasCache ? read.TokenIds.Length : read.Sequence.Length + read.TokenIds.Length;

    private bool Fits(List<SequenceRead> pass, SequenceRead read)
    {
        int width = Width(pass[0]);
        int past = Math.Max(read.Sequence.Length, pass.Max(other => other.Sequence.Length));
        bool isLast = read.IsLast && pass.TrueForAll(other => other.IsLast);
        return Group(read) == Group(pass[0])
            && pass.Count < layout.MaxBatchSize && layout.CanShare(past, width)
            && width - Width(read) <= Math.Max(PaddingAllowed, width / 5)
            && (pass.Count + 1) * BytesPerRow(layout.HasCache ? past : 0, width, isLast) <= MaxBytes;
    }

    private static Dictionary<KeyValueCache, int> Number(IReadOnlyList<SequenceRead> reads)
    {
        var numbers = new Dictionary<KeyValueCache, int>();
        foreach (SequenceRead read in reads)
        {
            if (Of(read).Cache is { } cache)
            {
                numbers.TryAdd(cache, numbers.Count);
            }
        }

        return numbers;
    }

    private static OnnxSequence Of(SequenceRead read) => (OnnxSequence)read.Sequence;
}
