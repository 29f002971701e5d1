namespace GptPrompting.Generation;

/// <summary>Which tokens may be drawn, and with which weights: temperature, top-k, top-p, min-p, typical.</summary>
/// <param name="options">Temperature and filters; the temperature is above 0.</param>
/// <param name="scratch">Memory for the candidates.</param>
internal sealed class CandidateFilter(GenerationOptions options, Scratch scratch)
{
    private Candidate[] _candidates = [];
    private int _count;

    private Span<Candidate> Kept => _candidates.AsSpan(0, _count);

    /// <param name="logits">One row, [vocabulary size]; -Infinity for a token that must not be chosen.</param>
    /// <param name="max">The largest logit.</param>
    /// <returns>
    /// At least one candidate, in the order of ids. Valid until the next call that has the same scratch.
    /// </returns>
    public ReadOnlySpan<Candidate> Keep(ReadOnlySpan<float> logits, float max)
    {
        _candidates = scratch.Candidates(logits.Length);
        Weigh(logits, max);
        KeepTopP();
        KeepMinP();
        KeepTypical();
        return Kept;
    }

    /// <summary>
    /// Candidates with weight exp((logit - max) / temperature), the top k only; those that underflow to 0 are left out.
    /// </summary>
    private void Weigh(ReadOnlySpan<float> logits, float max)
    {
        Candidate last = options.TopK is int k && k < logits.Length
            ? LastOfTop(logits, k)
            : new Candidate(0, double.NegativeInfinity);
        _count = 0;
        for (int id = 0; id < logits.Length; id++)
        {
            bool isAmongTop = logits[id] > last.Weight || (logits[id] == last.Weight && id <= last.Id);
            double weight = isAmongTop ? Math.Exp(((double)logits[id] - max) / options.Temperature) : 0;
            if (weight > 0)
            {
                _candidates[_count++] = new Candidate(id, weight);
            }
        }
    }

    /// <returns>The last one, by logit and id, of the k most probable tokens.</returns>
    private Candidate LastOfTop(ReadOnlySpan<float> logits, int k)
    {
        TopSelection top = scratch.Top;
        top.Clear(k);
        for (int id = 0; id < logits.Length; id++)
        {
            top.Offer(logits[id], id);
        }

        top.Sort();
        return new Candidate(top.Kept[^1].Key, top.Kept[^1].Value);
    }

    private void KeepTopP()
    {
        if (options.TopP >= 1)
        {
            return;
        }

        double wanted = options.TopP * Total();
        Span<Candidate> sorted = SortedFrom(NucleusFloor(wanted));
        double sum = 0;
        int kept = 0;
        while (kept < sorted.Length && sum < wanted)
        {
            sum += sorted[kept++].Weight;
        }

        Keep(static (candidate, last) => candidate.CompareTo(last) <= 0, sorted[kept - 1]);
    }

    /// <returns>
    /// A weight that the candidates of the nucleus have at least; most others are below it and need not be sorted.
    /// </returns>
    private double NucleusFloor(double wanted)
    {
        // By powers of 2, from 1 = 2^0 on down; all that are smaller than 2^-63 stand together.
        Span<double> sums = stackalloc double[64];
        foreach (Candidate candidate in Kept)
        {
            sums[Math.Min(-Math.ILogB(candidate.Weight), 63)] += candidate.Weight;
        }

        double sum = 0;
        for (int exponent = 0; exponent < 63; exponent++)
        {
            sum += sums[exponent];
            if (sum >= wanted)
            {
                return Math.ScaleB(1, -exponent);
            }
        }

        return 0;
    }

    private Span<Candidate> SortedFrom(double floor)
    {
        Candidate[] sorted = scratch.Sorted(_count);
        int count = 0;
        foreach (Candidate candidate in Kept)
        {
            if (candidate.Weight >= floor)
            {
                sorted[count++] = candidate;
            }
        }

        Span<Candidate> span = sorted.AsSpan(0, count);
        span.Sort();
        return span;
    }

    private void KeepMinP()
    {
        if (options.MinP > 0)
        {
            // The most probable token is always among them, with weight 1.
            Keep(static (candidate, least) => candidate.Weight >= least, options.MinP);
        }
    }

    /// <summary>
    /// Keeps those whose surprise, -ln p, is nearest to the entropy, until they have the wanted probability; those as
    /// near as the last one stay as well, as in transformers.
    /// </summary>
    private void KeepTypical()
    {
        if (options.TypicalP >= 1)
        {
            return;
        }

        double total = Total();
        double entropy = 0;
        foreach (Candidate candidate in Kept)
        {
            entropy += candidate.Weight / total * Surprise(candidate, total);
        }

        double farthest = FarthestTypical(total, entropy);
        Keep(
            static (candidate, at) => Math.Abs(Surprise(candidate, at.total) - at.entropy) <= at.farthest,
            (total, entropy, farthest));
    }

    private double FarthestTypical(double total, double entropy)
    {
        Candidate[] sorted = scratch.Sorted(_count);
        for (int i = 0; i < _count; i++)
        {
            // Sorted by falling weight, and near ones go first.
            sorted[i] = new Candidate(i, -Math.Abs(Surprise(_candidates[i], total) - entropy));
        }

        sorted.AsSpan(0, _count).Sort();
        double sum = 0;
        int last = -1;
        while (last + 1 < _count && sum < options.TypicalP * total)
        {
            sum += _candidates[sorted[++last].Id].Weight;
        }

        return -sorted[last].Weight;
    }

    private void Keep<T>(Func<Candidate, T, bool> isKept, T argument)
    {
        int count = 0;
        foreach (Candidate candidate in Kept)
        {
            if (isKept(candidate, argument))
            {
                _candidates[count++] = candidate;
            }
        }

        _count = count;
    }

    private static double Surprise(Candidate candidate, double total) => Math.Log(total / candidate.Weight);

    private double Total()
    {
        double total = 0;
        foreach (Candidate candidate in Kept)
        {
            total += candidate.Weight;
        }

        return total;
    }
}
