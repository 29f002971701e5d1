namespace GptPrompting.Scoring;

/// <summary>The score of one item of a <see cref="TokenTree"/> while it is computed.</summary>
/// <param name="contextLength">How many tokens of the context are scored; they come first.</param>
/// <param name="length">How many tokens are scored in all.</param>
internal sealed class ItemScore(int contextLength, int length)
{
    private int _missing = length;

    /// <summary>Of each token that is scored.</summary>
    public double[] LogProbabilities { get; } = new double[length];

    /// <summary>Whether each continuation token so far is the most probable one at its place.</summary>
    public bool IsGreedy { get; private set; } = true;

    /// <returns>Whether this was the last token that was missing.</returns>
    public bool Add(int index, double logProbability, bool isGreedy)
    {
        LogProbabilities[index] = logProbability;
        IsGreedy &= isGreedy || index < contextLength;
        return --_missing == 0;
    }
}
