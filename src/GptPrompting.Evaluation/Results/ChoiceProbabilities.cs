namespace GptPrompting.Evaluation.Results;

/// <summary>Softmax of log-likelihoods: the choices' probabilities among themselves.</summary>
internal static class ChoiceProbabilities
{
    /// <summary>Those of a result's choices, of which there is at least one.</summary>
    public static double[] Of(SampleResult result) => Of([.. result.Choices.Select(choice => choice.LogLikelihood)]);

    /// <param name="logLikelihoods">One or more, in nats.</param>
    public static double[] Of(double[] logLikelihoods)
    {
        double largest = logLikelihoods.Max();
        double[] powers = [.. logLikelihoods.Select(value => Math.Exp(value - largest))];
        double sum = powers.Sum();
        return [.. powers.Select(power => power / sum)];
    }
}
