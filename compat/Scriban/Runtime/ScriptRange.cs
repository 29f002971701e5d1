using System.Collections;

namespace Scriban.Runtime;

/// <summary>A sequence that is worked out while it is read: `1..5`, or what most list functions give.</summary>
internal sealed class ScriptRange(IEnumerable values) : IList<object?>, IList
{
    private IEnumerable _values = values;

    public ScriptRange() : this(Array.Empty<object?>())
    {
    }

    public int Count => _values is ICollection collection ? collection.Count : _values.Cast<object?>().Count();

    public bool IsReadOnly => false;

    public bool IsFixedSize => false;

    public bool IsSynchronized => false;

    public object SyncRoot => this;

    public object? this[int index]
    {
        get => _values.Cast<object?>().ElementAtOrDefault(index);
        set => Own()[index] = value;
    }

    public IEnumerator<object?> GetEnumerator()
    {
        foreach (object? value in _values) yield return value;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Add(object? item) => Own().Add(item);

    int IList.Add(object? value)
    {
        Add(value);
        return Count - 1;
    }

    public void Clear() => Own().Clear();

    public bool Contains(object? item) => _values.Cast<object?>().Contains(item);

    public void CopyTo(object?[] array, int arrayIndex) => Items().CopyTo(array, arrayIndex);

    public void CopyTo(Array array, int index) => ((IList)Items()).CopyTo(array, index);

    public int IndexOf(object? item) => Items().IndexOf(item);

    public void Insert(int index, object? item) => Own().Insert(index, item);

    public bool Remove(object? item) => Own().Remove(item);

    void IList.Remove(object? value) => Remove(value);

    public void RemoveAt(int index) => Own().RemoveAt(index);

    // Not ToList() of this list: that asks CopyTo.
    private List<object?> Items() => [.. _values.Cast<object?>()];

    // Whoever changes a sequence gets it worked out first.
    private List<object?> Own()
    {
        if (_values is not List<object?> items) _values = items = Items();
        return items;
    }
}
