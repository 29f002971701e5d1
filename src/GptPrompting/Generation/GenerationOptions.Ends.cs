namespace GptPrompting.Generation;

// When generation ends.
public sealed partial record GenerationOptions
{
    /// <summary>The most tokens to generate. At least 1; default 256, as in lm-evaluation-harness.</summary>
    /// <remarks>
    /// Generation also ends, with <see cref="FinishReason.Length"/>, where the model's context is full.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MaxOutputTokens
    {
        get;
        init => field = AtLeast(1, value, nameof(MaxOutputTokens));
    } = 256;

    /// <summary>
    /// So many tokens are generated before a text may end: until then end-of-text and <see cref="StopTokenIds"/> cannot
    /// be chosen, and <see cref="StopSequences"/> are looked for only in what comes after. At least 0, the default.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 0.</exception>
    public int MinOutputTokens
    {
        get;
        init => field = AtLeast(0, value, nameof(MinOutputTokens));
    }

    /// <summary>Texts that end generation; none of their characters is ever returned. Default: none.</summary>
    /// <remarks>
    /// One that is the text of a special token, such as <c>&lt;|im_end|&gt;</c>, ends it as <see cref="StopTokenIds"/>
    /// do: special tokens are not part of the text.
    /// </remarks>
    /// <exception cref="ArgumentException">One of them is null, empty, or has half a surrogate pair.</exception>
    public IReadOnlyList<string> StopSequences
    {
        get;
        init => field = NoneEmpty(value);
    } = new OptionList<string>([]);

    /// <summary>
    /// Tokens that end generation as the model's end-of-text tokens do; their text is not shown. Default: none.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">One of them is below 0.</exception>
    public IReadOnlyList<int> StopTokenIds
    {
        get;
        init => field = NoneNegative(value);
    } = new OptionList<int>([]);

    private static OptionList<string> NoneEmpty(IReadOnlyList<string> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        foreach (string sequence in value)
        {
            if (string.IsNullOrEmpty(sequence))
            {
                throw new ArgumentException(
                    "A stop sequence is empty; it would end every text at once.", nameof(StopSequences));
            }

            WholeCharacters.Require(sequence, nameof(StopSequences));
        }

        return new OptionList<string>([.. value]);
    }

    private static OptionList<int> NoneNegative(IReadOnlyList<int> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        foreach (int id in value)
        {
            if (id < 0)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(StopTokenIds), id, $"StopTokenIds has the token id {id}; ids are at least 0.");
            }
        }

        return new OptionList<int>([.. value]);
    }
}
