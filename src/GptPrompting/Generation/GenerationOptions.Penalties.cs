namespace GptPrompting.Generation;

// What makes tokens more or less likely, by what was written before.
public sealed partial record GenerationOptions
{
    /// <summary>The bias that bans a token, as in OpenAI's API.</summary>
    internal const double Ban = -100;

    /// <summary>
    /// Added to the logits of these token ids, each from -100 to 100; -100 bans the token, as in OpenAI's API.
    /// Default: none.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">An id is below 0 or a bias is not in the range.</exception>
    public IReadOnlyDictionary<int, double> LogitBias
    {
        get;
        init => field = CheckedBias(value);
    } = new OptionMap([]);

    /// <summary>
    /// Divides the logit of every token of prompt and output where it is positive, multiplies it where it is negative
    /// (Keskar et al. 2019; over the prompt as well, as in transformers). Above 0; 1, the default, changes nothing;
    /// above 1 discourages repetition.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not above 0 or not finite.</exception>
    public double RepetitionPenalty
    {
        get;
        init => field = value > 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(RepetitionPenalty), value,
                FormattableString.Invariant($"RepetitionPenalty is {value}; it must be above 0 and finite."));
    } = 1;

    /// <summary>
    /// Taken off a token's logit once for each time that the output has it so far; the prompt does not count (OpenAI's
    /// definition). -2 to 2; 0, the default, changes nothing.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in the range.</exception>
    public double FrequencyPenalty
    {
        get;
        init => field = Within(value, -2, 2, nameof(FrequencyPenalty));
    }

    /// <summary>
    /// Taken off the logit of every token that the output has so far; the prompt does not count (OpenAI's definition).
    /// -2 to 2; 0, the default, changes nothing.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not in the range.</exception>
    public double PresencePenalty
    {
        get;
        init => field = Within(value, -2, 2, nameof(PresencePenalty));
    }

    /// <summary>
    /// No run of this many tokens of prompt and output occurs a second time, as in transformers. At least 0; 0, the
    /// default, changes nothing.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 0.</exception>
    public int NoRepeatNgramSize
    {
        get;
        init => field = AtLeast(0, value, nameof(NoRepeatNgramSize));
    }

    private static OptionMap CheckedBias(IReadOnlyDictionary<int, double> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        foreach ((int id, double bias) in value)
        {
            if (id < 0)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(LogitBias), id, $"LogitBias has the token id {id}; ids are at least 0.");
            }

            if (!(bias >= Ban && bias <= -Ban))
            {
                throw new ArgumentOutOfRangeException(nameof(LogitBias), bias, FormattableString.Invariant(
                    $"LogitBias of token {id} is {bias}; it must be from -100 to 100."));
            }
        }

        return new OptionMap(value.ToDictionary());
    }
}
