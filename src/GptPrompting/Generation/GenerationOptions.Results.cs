namespace GptPrompting.Generation;

// What is returned: how many results, how they are found, and what is told of them.
public sealed partial record GenerationOptions
{
    /// <summary>The most results, sampled texts or beams that one prompt may ask for.</summary>
    public const int MaxResults = 128;

    /// <summary>
    /// How many results one prompt has; the prompt is computed once for all. 1, the default, to
    /// <see cref="MaxResults"/>. Several greedy results are all the same, unless they are beams.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in the range.</exception>
    public int ResultCount
    {
        get;
        init => field = UpToMaxResults(value, nameof(ResultCount));
    } = 1;

    /// <summary>
    /// Samples this many texts and returns the <see cref="ResultCount"/> best of them, the best one first: those with
    /// the highest mean log-probability per token, as OpenAI's <c>best_of</c> has it. Null, the default, returns what
    /// is sampled. At least <see cref="ResultCount"/>, at most <see cref="MaxResults"/>; needs sampling.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in the range.</exception>
    public int? BestOf
    {
        get;
        init => field = value is null ? null : UpToMaxResults(value.Value, nameof(BestOf));
    }

    /// <summary>
    /// Width of a beam search. 1, the default, is none; to <see cref="MaxResults"/>. The search is that of transformers
    /// and is deterministic; it returns the <see cref="ResultCount"/> best texts, at most as many as there are beams.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in the range.</exception>
    public int Beams
    {
        get;
        init => field = UpToMaxResults(value, nameof(Beams));
    } = 1;

    /// <summary>
    /// Beams are ranked by their log-probability / length^this, the length being that of the output with its
    /// end-of-text token. Default 1; above 0 favours longer texts, below 0 shorter ones.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite.</exception>
    public double LengthPenalty
    {
        get;
        init => field = double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(LengthPenalty), value,
                FormattableString.Invariant($"LengthPenalty is {value}; it must be finite."));
    } = 1;

    /// <summary>When a beam search ends. Default <see cref="EarlyStopping.Heuristic"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the enumeration.</exception>
    public EarlyStopping EarlyStopping
    {
        get;
        init => field = Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(EarlyStopping), value, $"EarlyStopping is {value}; it must be one of the enumeration.");
    }

    /// <summary>
    /// Returns log-probabilities: of every chosen token and of this many most likely ones at its place. Null, the
    /// default, returns none; 0 those of the chosen tokens only.
    /// </summary>
    /// <remarks>
    /// They are the model's own, before temperature, penalties and filters, as in vLLM: the same numbers as scoring the
    /// same text gives.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 0.</exception>
    public int? TopLogProbabilities
    {
        get;
        init => field = value is null ? null : AtLeast(0, value.Value, nameof(TopLogProbabilities));
    }

    /// <summary>
    /// Puts the prompt before the output, in the text only; with <see cref="TopLogProbabilities"/>, the prompt's tokens
    /// get log-probabilities as well. Default: no.
    /// </summary>
    public bool Echo { get; init; }

    private static int UpToMaxResults(int value, string name) =>
        value is >= 1 and <= MaxResults
            ? value
            : throw new ArgumentOutOfRangeException(
                name, value, $"{name} is {value}; it must be from 1 to {MaxResults}.");
}
