namespace GptPrompting.Evaluation.Results;

/// <summary>Texts that many results have in common, each kept once, and lists of them.</summary>
internal sealed class SharedTexts
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<IReadOnlyList<string>, IReadOnlyList<string>> _lists = new(new SameTexts());

    /// <returns>The first text that was equal to it.</returns>
    public string Of(string text)
    {
        if (!_texts.TryGetValue(text, out string? first))
        {
            first = text;
            _texts.Add(first, first);
        }

        return first;
    }

    public string? OfAny(string? text) => text is null ? null : Of(text);

    /// <returns>The first list that was equal to it: the same object for equal lists.</returns>
    public IReadOnlyList<string> Of(IReadOnlyList<string> list)
    {
        if (list.Count == 0)
        {
            return [];
        }

        if (!_lists.TryGetValue(list, out IReadOnlyList<string>? first))
        {
            first = [.. list.Select(Of)];
            _lists.Add(first, first);
        }

        return first;
    }

    private sealed class SameTexts : IEqualityComparer<IReadOnlyList<string>>
    {
        public bool Equals(IReadOnlyList<string>? x, IReadOnlyList<string>? y) =>
            ReferenceEquals(x, y) || (x is not null && y is not null && x.SequenceEqual(y));

        public int GetHashCode(IReadOnlyList<string> obj)
        {
            HashCode hash = default;
            foreach (string text in obj)
            {
                hash.Add(text, StringComparer.Ordinal);
            }

            return hash.ToHashCode();
        }
    }
}
