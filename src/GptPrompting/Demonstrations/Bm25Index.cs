namespace GptPrompting.Demonstrations;

/// <summary>
/// BM25 of texts for a query (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009): the sum over the
/// query's distinct words of idf · tf / (tf + k1 · (1 − b + b · length / mean length)), with Lucene's idf = ln(1 + (N −
/// n + 0.5) / (n + 0.5)), which is never negative.
/// </summary>
internal sealed class Bm25Index
{
    private const double K1 = 1.2;
    private const double B = 0.75;

    private readonly Dictionary<string, int>[] _counts;
    private readonly Dictionary<string, int> _textsWith;
    private readonly double[] _lengths;
    private readonly double _meanLength;

    public Bm25Index(IEnumerable<string> texts)
    {
        _counts = [.. texts.Select(text => Words.Of(text).CountBy(word => word).ToDictionary())];
        _textsWith = _counts.SelectMany(counts => counts.Keys).CountBy(word => word).ToDictionary();
        _lengths = [.. _counts.Select(counts => (double)counts.Values.Sum())];
        _meanLength = _lengths.DefaultIfEmpty().Average();
    }

    /// <returns>The score of each text, at least 0.</returns>
    public double[] Score(string query)
    {
        string[] words = [.. Words.Of(query).Distinct()];
        return [.. Enumerable.Range(0, _counts.Length).Select(text => Similarity.Rounded(
            words.Sum(word => InverseFrequency(word) * Saturation(word, text))))];
    }

    private double InverseFrequency(string word)
    {
        int texts = _textsWith.GetValueOrDefault(word);
        return Math.Log(1 + ((_counts.Length - texts + 0.5) / (texts + 0.5)));
    }

    private double Saturation(string word, int text)
    {
        int count = _counts[text].GetValueOrDefault(word);
        return count == 0 ? 0 : count / (count + (K1 * (1 - B + (B * _lengths[text] / _meanLength))));
    }
}
