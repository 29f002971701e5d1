using GptPrompting.Models;

namespace GptPrompting.Generation;

/// <summary>Chooses the next token from one row of logits, never one of <c>neverChosen</c>.</summary>
internal sealed class Sampler(GenerationOptions options, Random random, int[] neverChosen)
{
    private float[] _masked = [];
    private readonly List<Candidate> _candidates = [];

    /// <param name="logits">One row, [vocabulary size].</param>
    /// <returns>A token id. Among equal logits the lowest id counts as the more probable one.</returns>
    public int Next(ReadOnlySpan<float> logits)
    {
        ReadOnlySpan<float> row = neverChosen.Length == 0 ? logits : Masked(logits);
        int best = Logits.IndexOfMax(row);
        return options.IsGreedy ? best : Sample(row, best);
    }

    private float[] Masked(ReadOnlySpan<float> logits)
    {
        Array.Resize(ref _masked, logits.Length);
        logits.CopyTo(_masked);
        Array.ForEach(neverChosen, id => _masked[id] = float.NegativeInfinity);
        return _masked;
    }

    private int Sample(ReadOnlySpan<float> logits, int best)
    {
        Weigh(logits, logits[best]);
        KeepTopK();
        KeepTopP();
        double least = options.MinP * _candidates.Max(candidate => candidate.Weight);
        _candidates.RemoveAll(candidate => candidate.Weight < least);
        return Draw();
    }

    /// <summary>
    /// Candidates with weight exp((logit - max) / temperature); those that underflow to 0 are left out.
    /// </summary>
    private void Weigh(ReadOnlySpan<float> logits, float max)
    {
        _candidates.Clear();
        for (int id = 0; id < logits.Length; id++)
        {
            double weight = Math.Exp(((double)logits[id] - max) / options.Temperature);
            if (weight > 0)
            {
                _candidates.Add(new Candidate(id, weight));
            }
        }
    }

    private void KeepTopK()
    {
        if (options.TopK is int k && k < _candidates.Count)
        {
            _candidates.Sort();
            _candidates.RemoveRange(k, _candidates.Count - k);
        }
    }

    private void KeepTopP()
    {
        if (options.TopP >= 1)
        {
            return;
        }

        // Candidates below this weight have less than 1 - TopP together, so the nucleus never reaches them: fewer to
        // sort.
        double total = _candidates.Sum(candidate => candidate.Weight);
        double floor = total * (1 - options.TopP) / _candidates.Count;
        _candidates.RemoveAll(candidate => candidate.Weight < floor);
        _candidates.Sort();
        double sum = 0;
        int kept = 1 + _candidates.FindIndex(candidate => (sum += candidate.Weight) >= options.TopP * total);
        if (kept > 0)
        {
            _candidates.RemoveRange(kept, _candidates.Count - kept);
        }
    }

    private int Draw()
    {
        double left = random.NextDouble() * _candidates.Sum(candidate => candidate.Weight);
        foreach (Candidate candidate in _candidates)
        {
            left -= candidate.Weight;
            if (left < 0)
            {
                return candidate.Id;
            }
        }

        return _candidates[^1].Id;
    }

    /// <summary>Ordered by falling weight, then by rising id.</summary>
    private readonly record struct Candidate(int Id, double Weight) : IComparable<Candidate>
    {
        public int CompareTo(Candidate other) =>
            Weight == other.Weight ? Id.CompareTo(other.Id) : other.Weight.CompareTo(Weight);
    }
}
