using GptPrompting.Models;

namespace GptPrompting.Scoring;

/// <summary>Log-probabilities of the last tokens of a window.</summary>
internal static class WindowScorer
{
    // A window of 1,024 tokens over 50,257 words has 200 MB of logits; reading it in parts bounds that.
    private const int MaxLogitBytes = 64 << 20;

    /// <returns>How many tokens to read at once, so that their logits stay within 64 MB.</returns>
    public static int PartFor(int vocabularySize) => Math.Max(1, MaxLogitBytes / sizeof(float) / vocabularySize);

    /// <param name="model">The model.</param>
    /// <param name="tokenIds">What is read: one or more token ids, at most the context length.</param>
    /// <param name="targets">
    /// What is scored: one or more token ids, at most as many as are read; the last one follows the last that is read.
    /// </param>
    /// <param name="part">The most tokens that are read at once, at least 1.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    /// <returns>The log-probability of each target.</returns>
    public static double[] Score(
        ICausalModel model,
        ReadOnlySpan<int> tokenIds,
        ReadOnlySpan<int> targets,
        int part,
        CancellationToken cancellationToken)
    {
        double[] logProbabilities = new double[targets.Length];
        int unscored = tokenIds.Length - targets.Length;
        using ICausalSequence sequence = model.Begin();
        for (int start = 0; start < tokenIds.Length; start += part)
        {
            ReadOnlySpan<int> read = tokenIds[start..Math.Min(start + part, tokenIds.Length)];
            int rows = Math.Min(read.Length, Math.Max(0, start + read.Length - unscored));
            ReadOnlySpan<float> logits = sequence.Read(read, rows, cancellationToken);
            int first = start + read.Length - rows - unscored;
            for (int i = 0; i < rows; i++)
            {
                ReadOnlySpan<float> row = logits.Slice(i * model.VocabularySize, model.VocabularySize);
                logProbabilities[first + i] = Logits.LogProbability(row, targets[first + i]);
            }
        }

        return logProbabilities;
    }
}
