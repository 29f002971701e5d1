using System.Collections.ObjectModel;

namespace GptPrompting.Generation;

/// <summary>A list of its own, equal where the items are, so that options are as well.</summary>
internal sealed class OptionList<T>(T[] items) : ReadOnlyCollection<T>(items)
{
    public override bool Equals(object? obj) => obj is OptionList<T> other && this.SequenceEqual(other);

    public override int GetHashCode() => Count == 0 ? 0 : HashCode.Combine(Count, this[0]);
}
