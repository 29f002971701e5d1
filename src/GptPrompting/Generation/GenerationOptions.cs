namespace GptPrompting.Generation;

/// <summary>
/// How the next token is chosen, when generation ends, and what is returned. The default is greedy decoding of up to
/// 256 tokens.
/// </summary>
/// <remarks>
/// <para>
/// Every option works on what the ones before it left, in the order of Hugging Face transformers (its list of logits
/// processors, then its warpers; those it lacks stand where vLLM has them): logit bias, repetition penalty, frequency
/// and presence penalty, no-repeat n-grams, minimum tokens, constraint; then, where a temperature is set, temperature,
/// top-k, top-p, min-p, typical. In beam search the options of the first group work on log-probabilities, as in
/// transformers; else on logits.
/// </para>
/// <para>
/// Every value is checked when it is set, and every call checks that no two options contradict each other; nothing is
/// clamped or ignored.
/// </para>
/// </remarks>
public sealed partial record GenerationOptions
{
    /// <summary>
    /// Divides the logits before sampling. 0 to 100; 0, the default, is greedy: the most probable token, always.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in the range.</exception>
    public double Temperature
    {
        get;
        init => field = Within(value, 0, 100, nameof(Temperature));
    }

    /// <summary>
    /// Samples among this many most probable tokens only. At least 1; null, the default, is no limit.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int? TopK
    {
        get;
        init => field = value is null ? null : AtLeast(1, value.Value, nameof(TopK));
    }

    /// <summary>
    /// Samples among the fewest most probable tokens that together have this probability (Holtzman et al. 2020).
    /// 0 to 1; 1, the default, is no limit; 0 leaves the most probable token only.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in the range.</exception>
    public double TopP
    {
        get;
        init => field = Within(value, 0, 1, nameof(TopP));
    } = 1;

    /// <summary>
    /// Samples among tokens at least this fraction as probable as the most probable one (Nguyen et al. 2024).
    /// 0 to 1; 0, the default, is no limit.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in the range.</exception>
    public double MinP
    {
        get;
        init => field = Within(value, 0, 1, nameof(MinP));
    }

    /// <summary>
    /// Samples among the fewest tokens that together have this probability, taken in the order of how near their
    /// surprise is to the expected one, the entropy (locally typical sampling, Meister et al. 2023). Above 0, at most
    /// 1; 1, the default, is no limit. It may leave the most probable token out, so that it needs a
    /// <see cref="Temperature"/> above 0.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in the range.</exception>
    public double TypicalP
    {
        get;
        init => field = value > 0
            ? Within(value, 0, 1, nameof(TypicalP))
            : throw new ArgumentOutOfRangeException(
                nameof(TypicalP), value,
                FormattableString.Invariant($"TypicalP is {value}; it must be above 0 and at most 1."));
    } = 1;

    /// <summary>
    /// The same seed gives the same tokens. Null, the default, draws a new seed for every call. Result i of several has
    /// this seed + i, as in vLLM, so that it equals the only result of that seed.
    /// </summary>
    /// <remarks>
    /// A sampled token depends on the probabilities, the seed and the token's place, never on other results. Every
    /// place has 64 bits of a SplitMix64 generator of the result's own (Steele, Lea and Flood 2014), and these give
    /// each token id a number u in (0, 1), the same on every platform: the token whose -ln(u) / p is the smallest is
    /// taken, p being its probability after temperature and filters. What is computed beside a text changes
    /// probabilities by some millionths of theirs; another token may be drawn only where two of these quotients are as
    /// near to each other.
    /// </remarks>
    public int? Seed { get; init; }

    /// <summary>Whether these options always choose the most probable token.</summary>
    public bool IsGreedy => Temperature == 0 || TopP == 0 || TopK == 1;

    private static double Within(double value, double low, double high, string name) =>
        value >= low && value <= high
            ? value
            : throw new ArgumentOutOfRangeException(
                name, value, FormattableString.Invariant($"{name} is {value}; it must be from {low} to {high}."));

    private static int AtLeast(int least, int value, string name) =>
        value >= least
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; it must be at least {least}.");
}
