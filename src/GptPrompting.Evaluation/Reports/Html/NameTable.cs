namespace GptPrompting.Evaluation.Reports.Html;

/// <summary>Texts that are said often, each kept once; their places stand for them.</summary>
internal sealed class NameTable
{
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    public IReadOnlyList<string> Names => _names;

    public int Add(string name)
    {
        if (!_places.TryGetValue(name, out int place))
        {
            place = _names.Count;
            _places.Add(name, place);
            _names.Add(name);
        }

        return place;
    }

    /// <returns>-1 for null.</returns>
    public int AddOrNone(string? name) => name is null ? -1 : Add(name);
}
