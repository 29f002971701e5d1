namespace GptPrompting;

/// <summary>How a prompt is fitted to what a model can read.</summary>
public sealed record PromptFitOptions
{
    /// <summary>
    /// Room that is kept for the answer, in tokens; at least 1, 256 by default, as generation's own limit. For
    /// classification the tokens of the longest label are enough.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MaxOutputTokens
    {
        get;
        init => field = value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(MaxOutputTokens), value, $"MaxOutputTokens is {value}; it must be at least 1.");
    } = 256;

    /// <summary>
    /// Whether a prompt that is too long with all its demonstrations is an error; false by default, so that
    /// demonstrations are left out.
    /// </summary>
    public bool Strict { get; init; }

    /// <summary>Whether the output is one of some labels, of which nobody can ask for fewer tokens.</summary>
    internal bool IsForLabels { get; init; }
}
