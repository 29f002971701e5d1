using System.Collections;

namespace Microsoft.SemanticKernel.ChatCompletion;

public class ChatMessageContentItemCollection : IList<KernelContent>, IReadOnlyList<KernelContent>
{
    private readonly List<KernelContent> _items = [];

    public int Count => _items.Count;

    bool ICollection<KernelContent>.IsReadOnly => false;

    public KernelContent this[int index]
    {
        get => _items[index];
        set => _items[index] = value ?? throw new ArgumentNullException(nameof(value));
    }

    public void Add(KernelContent item)
    {
        Verify.NotNull(item);
        _items.Add(item);
    }

    public void Insert(int index, KernelContent item)
    {
        Verify.NotNull(item);
        _items.Insert(index, item);
    }

    public void CopyTo(KernelContent[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);

    public void Clear() => _items.Clear();

    public void RemoveAt(int index) => _items.RemoveAt(index);

    public bool Contains(KernelContent item) => _items.Contains(item);

    public int IndexOf(KernelContent item) => _items.IndexOf(item);

    public bool Remove(KernelContent item) => _items.Remove(item);

    IEnumerator<KernelContent> IEnumerable<KernelContent>.GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();
}
