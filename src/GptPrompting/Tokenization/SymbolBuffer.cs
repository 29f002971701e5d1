namespace GptPrompting.Tokenization;

/// <summary>The symbols of one piece of text: an id for each, and how many bytes of the text it stands for.</summary>
internal sealed class SymbolBuffer(int capacity)
{
    private int[] _ids = new int[capacity];
    private int[] _lengths = new int[capacity];

    public int Count { get; private set; }

    public Span<int> Ids => _ids.AsSpan(0, Count);

    public Span<int> Lengths => _lengths.AsSpan(0, Count);

    public void Add(int id, int length)
    {
        if (Count == _ids.Length)
        {
            Array.Resize(ref _ids, 2 * Count);
            Array.Resize(ref _lengths, 2 * Count);
        }

        (_ids[Count], _lengths[Count]) = (id, length);
        Count++;
    }
}
