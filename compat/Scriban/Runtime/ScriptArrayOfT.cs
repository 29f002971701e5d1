using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Scriban.Parsing;

namespace Scriban.Runtime;

/// <summary>The list of the template language; like every object it may carry named members too.</summary>
public class ScriptArray<T> : IList<T>, IList, IScriptObject
{
    private List<T> _items;
    private ScriptObject? _members;
    private bool _isReadOnly;

    public ScriptArray() => _items = [];

    public ScriptArray(int capacity) => _items = new List<T>(capacity);

    public ScriptArray(T[] array)
    {
        ArgumentNullException.ThrowIfNull(array);
        _items = [.. array];
    }

    public ScriptArray(IEnumerable<T> values) => _items = new List<T>(values);

    public ScriptArray(IEnumerable values) => _items = values.Cast<object?>().Select(value => Convert(value)!).ToList();

    public int Capacity
    {
        get => _items.Capacity;
        set => _items.Capacity = value;
    }

    public virtual bool IsReadOnly
    {
        get => _isReadOnly;
        set
        {
            _isReadOnly = value;
            if (_members is not null) _members.IsReadOnly = value;
        }
    }

    public ScriptObject ScriptObject => _members ??= new ScriptObject { IsReadOnly = IsReadOnly };

    public int Count => _items.Count;

    [AllowNull]
    public virtual T this[int index]
    {
        get => _items[index];
        set
        {
            if (index < 0) return;
            this.AssertNotReadOnly();
            Grow(index + 1);
            _items[index] = value!;
        }
    }

    public T[] ToArray() => [.. _items];

    public virtual void Add([AllowNull] T item)
    {
        this.AssertNotReadOnly();
        _items.Add(item!);
    }

    public void AddRange(IEnumerable<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        foreach (T item in items) Add(item);
    }

    public virtual void Insert(int index, [AllowNull] T item)
    {
        this.AssertNotReadOnly();
        Grow(index);
        _items.Insert(index, item!);
    }

    public virtual void RemoveAt(int index)
    {
        this.AssertNotReadOnly();
        if (index >= 0 && index < Count) _items.RemoveAt(index);
    }

    public virtual bool Remove(T item)
    {
        this.AssertNotReadOnly();
        return _items.Remove(item);
    }

    public virtual void Clear()
    {
        this.AssertNotReadOnly();
        _items.Clear();
    }

    public virtual bool Contains(T item) => _items.Contains(item);

    public virtual int IndexOf(T item) => _items.IndexOf(item);

    public virtual void CopyTo(T[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);

    public void CopyTo(int index, T[] array, int arrayIndex, int count) =>
        _items.CopyTo(index, array, arrayIndex, count);

    public List<T>.Enumerator GetEnumerator() => _items.GetEnumerator();

    public virtual IScriptObject Clone(bool deep)
    {
        var clone = (ScriptArray<T>)MemberwiseClone();
        clone._items = _items.ConvertAll(item => deep && item is IScriptObject inner ? (T)inner.Clone(true) : item);
        clone._members = (ScriptObject?)_members?.Clone(deep);
        return clone;
    }

    public IEnumerable<string> GetMembers() => _members is null ? ["size"] : _members.GetMembers().Prepend("size");

    public virtual bool Contains(string member) => ScriptObject.Contains(member);

    public virtual bool TryGetValue(TemplateContext context, SourceSpan span, string member, out object? value)
    {
        if (member != "size") return ScriptObject.TryGetValue(context, span, member, out value);
        value = Count;
        return true;
    }

    public virtual bool CanWrite(string member) => member != "size" && ScriptObject.CanWrite(member);

    public virtual bool TrySetValue(
        TemplateContext context, SourceSpan span, string member, object? value, bool readOnly) =>
        ScriptObject.TrySetValue(context, span, member, value, readOnly);

    public virtual bool Remove(string member) => ScriptObject.Remove(member);

    public virtual void SetReadOnly(string member, bool readOnly) => ScriptObject.SetReadOnly(member, readOnly);

    bool IList.IsFixedSize => false;

    bool IList.IsReadOnly => IsReadOnly;

    bool ICollection<T>.IsReadOnly => IsReadOnly;

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => _items;

    object? IList.this[int index]
    {
        get => this[index];
        set => ((IList)_items)[index] = Convert(value);
    }

    int IList.Add(object? value)
    {
        _items.Add(Convert(value)!);
        return 0;
    }

    bool IList.Contains(object? value) => ((IList)_items).Contains(value);

    int IList.IndexOf(object? value) => ((IList)_items).IndexOf(value);

    void IList.Insert(int index, object? value) => _items.Insert(index, Convert(value)!);

    void IList.Remove(object? value) => _items.Remove(Convert(value)!);

    void ICollection.CopyTo(Array array, int index) => ((ICollection)_items).CopyTo(array, index);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();

    private void Grow(int count)
    {
        while (_items.Count < count) _items.Add(default!);
    }

    [return: MaybeNull]
    private static T Convert(object? value)
    {
        if (value is T typed) return typed;
        if (value is null && default(T) is null) return default;
        ArgumentNullException.ThrowIfNull(value);
        return (T)System.Convert.ChangeType(value, typeof(T), CultureInfo.CurrentCulture);
    }
}
