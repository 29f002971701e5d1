using System.Text;

namespace GptPrompting.Scoring;

/// <summary>From the log-probabilities of labels' tokens to the probabilities of labels.</summary>
internal static class LabelArithmetic
{
    /// <param name="labels">The labels.</param>
    /// <param name="contexts">For each context, the prompt first, the score of each label.</param>
    /// <param name="options">How labels are compared.</param>
    /// <exception cref="ArgumentException">Two labels are the same tokens.</exception>
    /// <exception cref="InvalidOperationException">Labels have no probability that could be compared.</exception>
    public static Classification Classify(
        IReadOnlyList<string> labels,
        IReadOnlyList<IReadOnlyList<ContinuationScore>> contexts,
        ClassificationOptions options)
    {
        CheckTokens(labels, contexts[0]);
        double[][] scores = [.. contexts.Select(context => Normalized(labels, context, options.Normalization))];
        double[] compared = options.Calibration == LabelCalibration.None ? scores[0] : Calibrated(scores);
        double[] logProbabilities = LogSoftmax(compared);
        return new Classification
        {
            Labels = [.. labels.Select((label, i) => new LabelScore
            {
                Label = label,
                Tokens = contexts[0][i].Tokens,
                Score = compared[i],
                LogProbability = logProbabilities[i],
                IsBoundaryMerged = contexts.Any(context => context[i].IsBoundaryMerged),
            })],
        };
    }

    /// <returns>The logarithm of the sum of exponentials, without overflow.</returns>
    public static double LogSumExp(IEnumerable<double> values)
    {
        double[] all = [.. values];
        double max = all.Max();
        return double.IsInfinity(max) ? max : max + Math.Log(all.Sum(value => Math.Exp(value - max)));
    }

    /// <summary>
    /// The log-likelihood of each label without that of labels which go on from it: where "New" and "New York" are
    /// labels, the model writing "New York" speaks for that one only. With P(New) = 0.5 and P(York | New) = 0.8 the
    /// label "New" has 0.5 · (1 − 0.8) = 0.1. So no label wins merely by being the beginning of another.
    /// </summary>
    public static double[] Exclusive(IReadOnlyList<ContinuationScore> scores)
    {
        int[][] ids = [.. scores.Select(score => score.Tokens.Select(token => token.Id).ToArray())];
        return [.. ids.Select((own, i) =>
        {
            int[] longer = [.. Enumerable.Range(0, ids.Length).Where(other => Extends(ids[other], own))];
            double continued = longer
                .Where(other => !longer.Any(between => Extends(ids[other], ids[between])))
                .Sum(other => Math.Exp(scores[other].Tokens.Skip(own.Length).Sum(token => token.LogProbability)));

            // Rounding can bring the sum a little above 1.
            return scores[i].LogLikelihood + (continued < 1 ? Math.Log(1 - continued) : double.NegativeInfinity);
        })];
    }

    private static bool Extends(int[] tokens, int[] beginning) =>
        tokens.Length > beginning.Length && tokens.AsSpan().StartsWith(beginning);

    private static double[] Normalized(
        IReadOnlyList<string> labels, IReadOnlyList<ContinuationScore> scores, LabelNormalization normalization)
    {
        double[] logLikelihoods = Exclusive(scores);
        return [.. logLikelihoods.Select((logLikelihood, i) => logLikelihood / normalization switch
        {
            LabelNormalization.PerToken => scores[i].Tokens.Count,
            LabelNormalization.PerByte => Encoding.UTF8.GetByteCount(labels[i].TrimStart()),
            _ => 1,
        })];
    }

    // For one other context the mean is what it has, so that this is pointwise mutual information too.
    private static double[] Calibrated(double[][] scores) =>
        [.. scores[0].Select((score, i) => score
            - (LogSumExp(scores.Skip(1).Select(context => context[i])) - Math.Log(scores.Length - 1)))];

    private static double[] LogSoftmax(double[] scores)
    {
        double sum = LogSumExp(scores);
        return double.IsFinite(sum)
            ? [.. scores.Select(score => score - sum)]
            : throw new InvalidOperationException(
                "The labels cannot be compared: they have probability 0, or one has it after a content-free text.");
    }

    private static void CheckTokens(IReadOnlyList<string> labels, IReadOnlyList<ContinuationScore> scores)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string label, ContinuationScore score) in labels.Zip(scores))
        {
            string ids = string.Join(' ', score.Tokens.Select(token => token.Id));
            if (!known.TryAdd(ids, label))
            {
                throw new ArgumentException(
                    $"The labels '{known[ids]}' and '{label}' are the same tokens to the model.", nameof(labels));
            }
        }
    }
}
