namespace GptPrompting.Scoring;

/// <summary>The score of one item of a <see cref="TokenTree"/> while it is computed.</summary>
internal sealed class ItemScore(int length)
{
    private int _missing = length;

    /// <summary>Of each continuation token.</summary>
    public double[] LogProbabilities { get; } = new double[length];

    /// <summary>Whether each token so far is the most probable one at its place.</summary>
    public bool IsGreedy { get; private set; } = true;

    /// <returns>Whether this was the last token that was missing.</returns>
    public bool Add(int index, double logProbability, bool isGreedy)
    {
        LogProbabilities[index] = logProbability;
        IsGreedy &= isGreedy;
        return --_missing == 0;
    }
}
