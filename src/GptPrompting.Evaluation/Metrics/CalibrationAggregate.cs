namespace GptPrompting.Evaluation.Metrics;

/// <summary>
/// Expected calibration error (Guo et al. 2017, On Calibration of Modern Neural Networks, equation 3): the mean over
/// results of |accuracy - confidence| of their bin, with 15 bins of equal width, each without its lower end and with
/// its upper one. An observation's value is the probability of the predicted label.
/// </summary>
internal sealed class CalibrationAggregate : Aggregate
{
    private const int BinCount = 15;

    public override double Value(IReadOnlyList<Observation> observations) => observations
        .GroupBy(each => Math.Clamp((int)Math.Ceiling(each.Value * BinCount), 1, BinCount))
        .OrderBy(bin => bin.Key)
        .Sum(bin => Math.Abs(bin.Sum(each => (each.Gold == each.Predicted ? 1 : 0) - each.Value)))
        / observations.Count;

    // It is a sum of absolute values, biased upwards in small samples: an interval around it would mislead.
    public override double[]? Influences(IReadOnlyList<Observation> observations) => null;
}
