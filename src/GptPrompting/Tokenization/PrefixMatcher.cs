namespace GptPrompting.Tokenization;

/// <summary>Finds the longest of some keys that a text begins with.</summary>
/// <typeparam name="T">A unit of text: a character or a byte.</typeparam>
internal sealed class PrefixMatcher<T>
    where T : struct, IEquatable<T>
{
    private readonly Dictionary<T, T[][]> _keys;

    /// <param name="keys">What to look for; none of them empty.</param>
    public PrefixMatcher(IEnumerable<T[]> keys) => _keys = keys.GroupBy(key => key[0])
        .ToDictionary(group => group.Key, group => group.OrderByDescending(key => key.Length).ToArray());

    /// <param name="text">Not empty.</param>
    /// <returns>The length of the key that the text begins with; 0 for none.</returns>
    public int Match(ReadOnlySpan<T> text)
    {
        if (_keys.Count == 0 || !_keys.TryGetValue(text[0], out T[][]? candidates))
        {
            return 0;
        }

        foreach (T[] key in candidates)
        {
            if (text.StartsWith(key))
            {
                return key.Length;
            }
        }

        return 0;
    }
}
