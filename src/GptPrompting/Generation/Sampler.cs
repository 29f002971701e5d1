using GptPrompting.Models;

namespace GptPrompting.Generation;

/// <summary>Chooses the next token from one row of logits.</summary>
/// <param name="options">Temperature and filters.</param>
/// <param name="random">The randomness; one number is taken for every token, none where the options are greedy.</param>
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

    private int Draw(ReadOnlySpan<Candidate> candidates)
    {
        double total = 0;
        foreach (Candidate candidate in candidates)
        {
            total += candidate.Weight;
        }

        double wanted = random.NextDouble() * total;
        double sum = 0;
        foreach (Candidate candidate in candidates)
        {
            sum += candidate.Weight;
            if (sum > wanted)
            {
                return candidate.Id;
            }
        }

        return candidates[^1].Id;
    }
}
