using System.Text;
using GptPrompting.Evaluation.Results;

namespace GptPrompting.Evaluation.Metrics;

/// <summary>Which choice is taken by readings of the same log-likelihoods, and how sure the model is.</summary>
internal static class ChoiceScores
{
    /// <returns>Index of the largest, the first of equal ones, as <c>numpy.argmax</c>.</returns>
    public static int ArgMax(IEnumerable<double> values)
    {
        int best = 0;
        double largest = double.NegativeInfinity;
        foreach ((int index, double value) in values.Index())
        {
            if (value > largest)
            {
                (best, largest) = (index, value);
            }
        }

        return best;
    }

    /// <summary>By log-likelihood (<c>acc</c>).</summary>
    public static int? Raw(SampleResult result) => Taken(result, choice => choice.LogLikelihood);

    /// <summary>By log-likelihood over Unicode code points of the choice (<c>acc_norm</c>).</summary>
    public static int? PerCodePoint(SampleResult result) =>
        Taken(result, choice => choice.LogLikelihood / choice.Text.EnumerateRunes().Count());

    /// <summary>By log-likelihood over UTF-8 bytes of the choice (<c>acc_bytes</c>).</summary>
    public static int? PerByte(SampleResult result) =>
        Taken(result, choice => choice.LogLikelihood / Encoding.UTF8.GetByteCount(choice.Text));

    /// <summary>
    /// By log-likelihood less that without the prompt (<c>acc_mutual_info</c>; Holtzman et al. 2021, Surface Form
    /// Competition).
    /// </summary>
    public static int? MutualInformation(SampleResult result) =>
        Taken(result, choice => choice.LogLikelihood - choice.Unconditional);

    /// <summary>
    /// By probability over that behind content-free inputs (Zhao et al. 2021, Calibrate Before Use, section 5).
    /// </summary>
    public static int? Calibrated(SampleResult result) =>
        CalibratedProbabilities(result) is { } probabilities ? ArgMax(probabilities) : null;

    /// <returns>
    /// Each choice's probability over its content-free one, brought to the sum 1; null where that was not measured, or
    /// is 0 for a choice.
    /// </returns>
    public static double[]? CalibratedProbabilities(SampleResult result)
    {
        if (result.Choices.Count == 0 || !result.Choices.All(choice => choice.ContentFree > 0))
        {
            return null;
        }

        double[] quotients =
            [.. ChoiceProbabilities.Of(result).Zip(result.Choices, (p, choice) => p / choice.ContentFree!.Value)];
        double sum = quotients.Sum();
        return [.. quotients.Select(quotient => quotient / sum)];
    }

    /// <returns>
    /// The sum over choices of (probability - 1 if right)², 0 to 2 (Brier 1950; <c>brier_score</c>).
    /// </returns>
    public static double Brier(SampleResult result, int gold) => ChoiceProbabilities.Of(result)
        .Select((probability, i) => probability - (i == gold ? 1 : 0)).Sum(error => error * error);

    private static int? Taken(SampleResult result, Func<ChoiceResult, double?> score)
    {
        double?[] scores = [.. result.Choices.Select(score)];
        return scores.Length == 0 || scores.Contains(null) ? null : ArgMax(scores.Select(value => value!.Value));
    }
}
