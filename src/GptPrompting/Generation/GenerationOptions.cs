using System.Collections.ObjectModel;

namespace GptPrompting.Generation;

/// <summary>
/// How the next token is chosen and when generation ends. The default is greedy decoding of up to 256 tokens.
/// </summary>
/// <remarks>
/// Filters apply in the order of Hugging Face transformers: temperature, top-k, top-p, min-p.
/// Every value is checked when it is set; nothing is clamped.
/// </remarks>
public sealed record GenerationOptions
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
        init => field = value is null ? null : AtLeastOne(value.Value, nameof(TopK));
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

    /// <summary>The same seed gives the same tokens. Null, the default, draws a new seed for every call.</summary>
    public int? Seed { get; init; }

    /// <summary>The most tokens to generate. At least 1; default 256, as in lm-evaluation-harness.</summary>
    /// <remarks>
    /// Generation also ends, with <see cref="FinishReason.Length"/>, where the model's context is full.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int MaxOutputTokens
    {
        get;
        init => field = AtLeastOne(value, nameof(MaxOutputTokens));
    } = 256;

    /// <summary>Texts that end generation; none of their characters is ever returned. Default: none.</summary>
    /// <exception cref="ArgumentException">One of them is null or empty.</exception>
    public IReadOnlyList<string> StopSequences
    {
        get;
        init => field = NoneEmpty(value);
    } = new TextList([]);

    /// <summary>Whether these options always choose the most probable token.</summary>
    public bool IsGreedy => Temperature == 0 || TopP == 0 || TopK == 1;

    private static double Within(double value, double low, double high, string name) =>
        value >= low && value <= high
            ? value
            : throw new ArgumentOutOfRangeException(
                name, value, FormattableString.Invariant($"{name} is {value}; it must be from {low} to {high}."));

    private static int AtLeastOne(int value, string name) =>
        value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; it must be at least 1.");

    private static TextList NoneEmpty(IReadOnlyList<string> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Any(string.IsNullOrEmpty))
        {
            throw new ArgumentException(
                "A stop sequence is empty; it would end every text at once.", nameof(StopSequences));
        }

        return new TextList([.. value]);
    }

    /// <summary>Equal where the texts are, so that options are as well.</summary>
    private sealed class TextList(string[] texts) : ReadOnlyCollection<string>(texts)
    {
        public override bool Equals(object? obj) => obj is TextList other && this.SequenceEqual(other);

        public override int GetHashCode() => Count == 0 ? 0 : HashCode.Combine(Count, this[0]);
    }
}
