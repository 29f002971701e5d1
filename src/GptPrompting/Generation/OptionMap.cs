using System.Collections.ObjectModel;

namespace GptPrompting.Generation;

/// <summary>A map of its own, equal where the entries are, so that options are as well.</summary>
internal sealed class OptionMap(Dictionary<int, double> entries) : ReadOnlyDictionary<int, double>(entries)
{
    public override bool Equals(object? obj) => obj is OptionMap other && Count == other.Count
        && this.All(entry => other.TryGetValue(entry.Key, out double value) && value.Equals(entry.Value));

    public override int GetHashCode() =>
        this.Aggregate(Count, (hash, entry) => hash ^ HashCode.Combine(entry.Key, entry.Value));
}
