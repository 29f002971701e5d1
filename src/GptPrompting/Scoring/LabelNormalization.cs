namespace GptPrompting.Scoring;

/// <summary>How labels of different lengths are compared.</summary>
public enum LabelNormalization
{
    /// <summary>
    /// By their log-likelihoods: the probability that the model writes the label. Longer labels are less probable by
    /// nature.
    /// </summary>
    None,

    /// <summary>By the mean over the label's tokens (Brown et al. 2020, section 2.4).</summary>
    PerToken,

    /// <summary>
    /// By the log-likelihood for each UTF-8 byte of the label's text, without the space before it; for ASCII labels
    /// what lm-evaluation-harness calls <c>acc_norm</c>.
    /// </summary>
    PerByte,
}
