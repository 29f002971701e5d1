namespace GptPrompting.Scoring;

/// <summary>How a document that may be longer than the model's context is cut into windows.</summary>
public sealed record DocumentOptions
{
    /// <summary>
    /// The most tokens that one window reads. At least 1, at most the context length, which null, the default, takes.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int? WindowLength
    {
        get;
        init => field = AtLeastOne(value, nameof(WindowLength));
    }

    /// <summary>
    /// How many new tokens each window after the first scores. Null, the default, is the window length: windows do not
    /// overlap, as in lm-evaluation-harness, and a token right after a cut has little before it. A smaller stride gives
    /// every token more context, at least window length - stride + 1 tokens, and costs window length / stride times as
    /// much; see "Perplexity of fixed-length models" in Hugging Face's Transformers documentation.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int? Stride
    {
        get;
        init => field = AtLeastOne(value, nameof(Stride));
    }

    internal (int Length, int Stride) For(int contextLength)
    {
        int length = WindowLength ?? contextLength;
        int stride = Stride ?? length;
        return length > contextLength
            ? throw new ArgumentException(
                $"{nameof(WindowLength)} is {length}; the model reads at most {contextLength} tokens.", "options")
            : stride > length
            ? throw new ArgumentException(
                $"{nameof(Stride)} is {stride}; it must be at most the window length, {length}.", "options")
            : (length, stride);
    }

    private static int? AtLeastOne(int? value, string name) => value is null or >= 1
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} is {value}; it must be at least 1.");
}
