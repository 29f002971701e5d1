using GptPrompting.Models;

namespace GptPrompting.Generation;

/// <summary>Chooses the next token from one row of logits.</summary>
/// <param name="options">Temperature and filters.</param>
/// <param name="random">Gives 64 bits for every token, and none where the options are greedy.</param>
/// <param name="scratch">Memory for the candidates.</param>
internal sealed class Sampler(GenerationOptions options, RandomStream random, Scratch scratch)
{
    private readonly CandidateFilter _filter = new(options, scratch);

    /// <param name="logits">One row, [vocabulary size]; -Infinity for a token that must not be chosen.</param>
    /// <returns>A token id. Among equal logits the lowest id counts as the more probable one.</returns>
    /// <exception cref="InvalidOperationException">A logit is NaN, or none is finite.</exception>
    public int Next(ReadOnlySpan<float> logits)
    {
        int best = Logits.IndexOfMax(logits);
        return options.IsGreedy ? best : Draw(_filter.Keep(logits, logits[best]));
    }

    /// <summary>
    /// A race: each candidate comes after a random time, exponentially distributed with its weight as the rate, and the
    /// first one is taken, so each with the probability of its weight among all (Efraimidis and Spirakis 2006; of
    /// logits, the Gumbel-max trick). Noise in the weights decides only where the first two nearly tie; in a walk along
    /// summed weights it would move every border between two tokens.
    /// </summary>
    private int Draw(ReadOnlySpan<Candidate> candidates)
    {
        ulong bits = random.NextBits();
        int first = candidates[0].Id;
        double earliest = double.PositiveInfinity;
        foreach ((int id, double weight) in candidates)
        {
            double number = RandomStream.NumberOf(bits, id);

            // -ln x is 1 - x at least: most are known to be late without a logarithm.
            if (1 - number >= earliest * weight)
            {
                continue;
            }

            double time = -Math.Log(number) / weight;
            if (time < earliest)
            {
                earliest = time;
                first = id;
            }
        }

        return first;
    }
}
