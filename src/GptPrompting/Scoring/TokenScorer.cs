using GptPrompting.Models;

namespace GptPrompting.Scoring;

/// <summary>Log-probabilities of given tokens after given tokens.</summary>
internal static class TokenScorer
{
    /// <param name="model">The model.</param>
    /// <param name="context">One or more token ids that are conditioned on.</param>
    /// <param name="continuation">One or more token ids that are scored.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    /// <returns>
    /// The log-probability of each continuation token, and whether each is the most probable one at its place.
    /// </returns>
    public static (double[] LogProbabilities, bool IsGreedy) Score(
        ICausalModel model, int[] context, int[] continuation, CancellationToken cancellationToken)
    {
        // The last token is only predicted, never conditioned on, so the model does not read it.
        int[] tokenIds = [.. context, .. continuation[..^1]];
        using ICausalSequence sequence = model.Begin();
        ReadOnlySpan<float> logits = sequence.Read(tokenIds, rows: continuation.Length, cancellationToken);

        double[] logProbabilities = new double[continuation.Length];
        bool isGreedy = true;
        for (int i = 0; i < continuation.Length; i++)
        {
            ReadOnlySpan<float> row = logits.Slice(i * model.VocabularySize, model.VocabularySize);
            int best = Logits.IndexOfMax(row);
            isGreedy &= best == continuation[i];
            logProbabilities[i] = row[continuation[i]] - Logits.LogSumExp(row, row[best]);
        }

        return (logProbabilities, isGreedy);
    }
}
