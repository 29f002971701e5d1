using GptPrompting.Models;

namespace GptPrompting.Scoring;

/// <summary>Log-probabilities of a text's tokens, each with itself or more hidden.</summary>
internal static class MaskedTokenScorer
{
    // Copies of a text are read together; the logits of a pass, all rows, stay within this.
    private const long MaxLogitBytes = 64 << 20;

    /// <param name="model">The model.</param>
    /// <param name="tokenIds">The text with its special tokens.</param>
    /// <param name="plan">What is scored and what is hidden meanwhile.</param>
    /// <param name="maskId">Stands for what is hidden.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    /// <returns>The log-probability of each token in the plan.</returns>
    public static double[] Score(
        IMaskedModel model,
        int[] tokenIds,
        IEnumerable<(int Index, Range Hidden)> plan,
        int maskId,
        CancellationToken cancellationToken)
    {
        int copies = CopiesFor(model.VocabularySize, tokenIds.Length);
        var logProbabilities = new List<double>();
        foreach ((int Index, Range Hidden)[] part in plan.Chunk(copies))
        {
            TokenBatch batch = TokenBatch.Pad([.. part.Select(each => Hide(tokenIds, each.Hidden, maskId))], padId: 0);
            int[] rows = [.. part.Select((each, copy) => (copy * tokenIds.Length) + each.Index)];
            float[] logits = model.Read(batch, rows, cancellationToken);
            logProbabilities.AddRange(part.Select((each, copy) => Logits.LogProbability(
                logits.AsSpan(copy * model.VocabularySize, model.VocabularySize), tokenIds[each.Index])));
        }

        return [.. logProbabilities];
    }

    /// <returns>How many copies of a text to read at once, so that their logits stay within 64 MB.</returns>
    public static int CopiesFor(int vocabularySize, int length) =>
        (int)Math.Clamp(MaxLogitBytes / sizeof(float) / vocabularySize / length, 1, 64);

    private static int[] Hide(int[] tokenIds, Range hidden, int maskId)
    {
        int[] copy = [.. tokenIds];
        copy.AsSpan(hidden).Fill(maskId);
        return copy;
    }
}
