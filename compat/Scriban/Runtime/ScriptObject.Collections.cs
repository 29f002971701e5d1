using System.Collections;

namespace Scriban.Runtime;

/// <content>The collection interfaces, so that .NET code sees an ordinary dictionary.</content>
public partial class ScriptObject
{
    bool IDictionary.IsFixedSize => false;

    bool ICollection.IsSynchronized => false;

    object ICollection.SyncRoot => Slots;

    ICollection IDictionary.Keys => Slots.Keys;

    ICollection IDictionary.Values => (ICollection)Values;

    bool ICollection<KeyValuePair<string, object?>>.IsReadOnly => IsReadOnly;

    object? IDictionary.this[object key]
    {
        get => Slots[KeyOf(key)].Value;
        set
        {
            this.AssertNotReadOnly();
            Slots.TryGetValue(KeyOf(key), out Slot previous);
            Slots[KeyOf(key)] = previous with { Value = value };
        }
    }

    bool IDictionary<string, object?>.TryGetValue(string key, out object? value) =>
        TryGetValue(NoContext, default, key, out value);

    void IDictionary.Add(object key, object? value)
    {
        this.AssertNotReadOnly();
        Add((string)key, value);
    }

    bool IDictionary.Contains(object key) => key is string name && Slots.ContainsKey(name);

    void IDictionary.Remove(object key)
    {
        if (key is string name) Slots.Remove(name);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    IDictionaryEnumerator IDictionary.GetEnumerator() =>
        Slots.ToDictionary(pair => pair.Key, pair => pair.Value.Value).GetEnumerator();

    void ICollection.CopyTo(Array array, int index)
    {
        foreach (KeyValuePair<string, object?> pair in this) array.SetValue(pair, index++);
    }

    void ICollection<KeyValuePair<string, object?>>.Add(KeyValuePair<string, object?> item) =>
        Add(item.Key, item.Value);

    bool ICollection<KeyValuePair<string, object?>>.Contains(KeyValuePair<string, object?> item) =>
        Slots.TryGetValue(item.Key, out Slot slot) && Equals(slot.Value, item.Value);

    void ICollection<KeyValuePair<string, object?>>.CopyTo(KeyValuePair<string, object?>[] array, int arrayIndex) =>
        this.ToList().CopyTo(array, arrayIndex);

    bool ICollection<KeyValuePair<string, object?>>.Remove(KeyValuePair<string, object?> item) =>
        ((ICollection<KeyValuePair<string, object?>>)this).Contains(item) && Remove(item.Key);

    private static string KeyOf(object key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key as string ?? key.ToString() ?? string.Empty;
    }
}
