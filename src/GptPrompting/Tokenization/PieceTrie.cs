namespace GptPrompting.Tokenization;

/// <summary>Pieces by their beginnings: walked character by character.</summary>
internal sealed class PieceTrie
{
    private readonly Dictionary<long, int> _children = [];
    private readonly List<int> _ids = [-1];

    /// <summary>Adds a piece with its id; of two equal pieces the later one counts.</summary>
    public void Add(string piece, int id)
    {
        int node = 0;
        foreach (char character in piece)
        {
            if (!_children.TryGetValue(Key(node, character), out int next))
            {
                next = _ids.Count;
                _ids.Add(-1);
                _children.Add(Key(node, character), next);
            }

            node = next;
        }

        _ids[node] = id;
    }

    /// <returns>The node after <paramref name="node"/> by a character; -1 where no piece goes on so.</returns>
    public int Next(int node, char character) =>
        _children.TryGetValue(Key(node, character), out int next) ? next : -1;

    /// <returns>The id of the piece that ends at a node; -1 where none does.</returns>
    public int IdAt(int node) => _ids[node];

    private static long Key(int node, char character) => ((long)node << 16) | character;
}
