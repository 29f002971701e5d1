using System.Text;

namespace GptPrompting.Generation;

/// <summary>
/// Passes text through until a stop sequence is complete, and holds back what may turn out to be the start of one,
/// so that no character of a stop is ever shown.
/// </summary>
internal sealed class StopSequenceFilter(IReadOnlyList<string> stopSequences)
{
    private readonly StringBuilder _held = new();

    /// <summary>Whether a stop sequence is complete; nothing passes any more.</summary>
    public bool IsStopped { get; private set; }

    /// <returns>
    /// The text that is certain now: before the first stop, without a possible start of one at the end.
    /// </returns>
    public string Append(string text)
    {
        if (IsStopped || (stopSequences.Count == 0 && _held.Length == 0))
        {
            return IsStopped ? "" : text;
        }

        string all = _held.Append(text).ToString();
        int end = IndexOfFirstStop(all);
        IsStopped = end >= 0;
        int certain = IsStopped ? end : all.Length - LengthOfPossibleStart(all);
        _held.Clear();
        if (!IsStopped)
        {
            _held.Append(all, certain, all.Length - certain);
        }

        return all[..certain];
    }

    /// <returns>What was held back, once no more text can come to complete a stop.</returns>
    public string Flush()
    {
        string rest = _held.ToString();
        _held.Clear();
        return rest;
    }

    private int IndexOfFirstStop(string text)
    {
        int first = -1;
        foreach (string stop in stopSequences)
        {
            int at = text.IndexOf(stop, StringComparison.Ordinal);
            first = at >= 0 && (first < 0 || at < first) ? at : first;
        }

        return first;
    }

    /// <summary>Length of the longest end of <paramref name="text"/> that a stop sequence begins with.</summary>
    private int LengthOfPossibleStart(string text)
    {
        int longest = 0;
        foreach (string stop in stopSequences)
        {
            int length = Math.Min(stop.Length - 1, text.Length);
            while (length > longest && !stop.AsSpan(0, length).SequenceEqual(text.AsSpan(text.Length - length)))
            {
                length--;
            }

            longest = Math.Max(longest, length);
        }

        return longest;
    }
}
