namespace GptPrompting.Evaluation.Runs;

/// <summary>
/// Seconds of each result of a batch. Results of one forward pass come one right after the other, so that the first of
/// them seems to take all of the time; they share it equally.
/// </summary>
/// <param name="count">How many results there will be.</param>
internal sealed class ArrivalTimes(int count)
{
    // No forward pass of anything worth measuring is shorter, and results that are there already come faster.
    private const double LeastPass = 0.001;

    private readonly double[] _seconds = new double[count];
    private readonly List<int> _together = [];

    /// <param name="result">Which result came.</param>
    /// <param name="seconds">Time since the one before it.</param>
    public void Add(int result, double seconds)
    {
        if (seconds >= LeastPass)
        {
            Share();
        }

        _together.Add(result);
        _seconds[result] = seconds;
    }

    /// <summary>Seconds of each result.</summary>
    public double[] ToArray()
    {
        Share();
        return _seconds;
    }

    private void Share()
    {
        double share = _together.Sum(result => _seconds[result]) / Math.Max(1, _together.Count);
        _together.ForEach(result => _seconds[result] = share);
        _together.Clear();
    }
}
