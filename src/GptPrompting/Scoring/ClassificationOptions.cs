namespace GptPrompting.Scoring;

/// <summary>How labels are compared.</summary>
public sealed record ClassificationOptions
{
    /// <summary>How labels of different lengths are compared; by default as they are.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the normalisations.</exception>
    public LabelNormalization Normalization
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw OutOfRange(nameof(Normalization), value);
    }

    /// <summary>How the model's bias is taken out; by default not at all.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the calibrations.</exception>
    public LabelCalibration Calibration
    {
        get;
        init => field = Enum.IsDefined(value) ? value : throw OutOfRange(nameof(Calibration), value);
    }

    /// <summary>
    /// Inputs that say nothing, with which contextual calibration renders a prompt folder again: one or more, by
    /// default those of Zhao et al. 2021, <c>N/A</c>, the empty text and <c>[MASK]</c>. A request that is text brings
    /// its <see cref="ClassificationRequest.ContentFreePrompts"/> instead.
    /// </summary>
    /// <exception cref="ArgumentException">The list is empty.</exception>
    public IReadOnlyList<string> ContentFreeInputs
    {
        get;
        init => field = value is { Count: > 0 }
            ? [.. value]
            : throw new ArgumentException("ContentFreeInputs is empty; calibration needs at least one.", nameof(value));
    } = ["N/A", "", "[MASK]"];

    /// <summary>
    /// The variable of a prompt folder that stands for the input and takes the content-free ones; <c>input</c> by
    /// default.
    /// </summary>
    public string InputVariable { get; init; } = "input";

    /// <summary>
    /// What stands for the prompt in pointwise mutual information, such as <c>Sentiment:</c>. Null, the default, is the
    /// prompt's last line that is not blank, with what follows it: in <c>Input: ...</c>, <c>Output:</c> the text
    /// <c>Output:</c>.
    /// </summary>
    public string? DomainPremise { get; init; }

    /// <summary>
    /// Whether a prompt folder whose demonstrations do not all fit into the context is an error; false by default, so
    /// that demonstrations are left out.
    /// </summary>
    public bool Strict { get; init; }

    private static ArgumentOutOfRangeException OutOfRange(string name, object value) =>
        new(name, value, $"{name} is {value}, which is none of its values.");
}
