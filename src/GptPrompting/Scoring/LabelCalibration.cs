namespace GptPrompting.Scoring;

/// <summary>How a model's liking for labels that has nothing to do with the input is taken out.</summary>
public enum LabelCalibration
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>
    /// Contextual calibration (Zhao et al. 2021, Calibrate Before Use): each label's probability is divided by the one
    /// that it has after the same prompt with inputs that say nothing (W = diag(p_cf)⁻¹, b = 0), p_cf being the mean of
    /// the probabilities after each such input, brought to the sum 1.
    /// </summary>
    /// <remarks>
    /// The paper takes a softmax of the quotients; here they are divided by their sum, which orders the labels in the
    /// same way and keeps uncalibrated probabilities as they are where p_cf is even.
    /// </remarks>
    Contextual,

    /// <summary>
    /// Domain-conditional pointwise mutual information (Holtzman et al. 2021, Surface Form Competition): log P(label |
    /// prompt) − log P(label | domain premise).
    /// </summary>
    PointwiseMutualInformation,
}
