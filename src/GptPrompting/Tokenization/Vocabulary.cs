using System.Text;

namespace GptPrompting.Tokenization;

/// <summary>Token ids, their texts as the file writes them, and the bytes they stand for.</summary>
internal sealed class Vocabulary
{
    // Tables are indexed by id, so one absurd id would reserve gigabytes.
    private const int HighestId = (1 << 24) - 1;

    private readonly Dictionary<string, int> _ids;
    private readonly string?[] _tokens;
    private readonly byte[]?[] _bytes;
    private readonly HashSet<int> _specialIds;

    /// <param name="modelTokens">The model's own tokens.</param>
    /// <param name="addedTokens">
    /// Tokens that are found in the text as they are; they may repeat tokens of the model.
    /// </param>
    /// <param name="bytesOf">The bytes that a token of the model stands for within a text.</param>
    /// <exception cref="FormatException">An id is out of range, given twice, or a token has two.</exception>
    public Vocabulary(
        Dictionary<string, int> modelTokens, IReadOnlyList<AddedToken> addedTokens, Func<string, byte[]> bytesOf)
    {
        if (addedTokens.FirstOrDefault(token => token.Content.Length == 0) is { } empty)
        {
            throw new FormatException($"the added token {empty.Id} is empty");
        }

        _ids = new Dictionary<string, int>(modelTokens.Count + addedTokens.Count, StringComparer.Ordinal);
        int highest = modelTokens.Values.Concat(addedTokens.Select(token => token.Id)).Max(CheckedId);
        _tokens = new string?[highest + 1];
        _bytes = new byte[]?[highest + 1];
        foreach ((string token, int id) in modelTokens)
        {
            Add(token, id, bytesOf(token));
        }

        foreach (AddedToken token in addedTokens)
        {
            Add(token.Content, token.Id, Encoding.UTF8.GetBytes(token.Content));
        }

        _specialIds = [.. addedTokens.Where(token => token.IsSpecial).Select(token => token.Id)];
    }

    /// <summary>Highest id + 1.</summary>
    public int Size => _bytes.Length;

    /// <summary>How many ids have a token.</summary>
    public int TokenCount => _ids.Count;

    public int? IdOf(string token) => _ids.TryGetValue(token, out int id) ? id : null;

    public bool IsSpecial(int id) => _specialIds.Contains(id);

    /// <returns>The bytes of a token, or null where no token has the id.</returns>
    public byte[]? BytesOf(int id) => (uint)id < (uint)_bytes.Length ? _bytes[id] : null;

    /// <returns>A token as the file writes it, or null where no token has the id.</returns>
    public string? TokenOf(int id) => (uint)id < (uint)_tokens.Length ? _tokens[id] : null;

    private static int CheckedId(int id) => id is >= 0 and <= HighestId
        ? id
        : throw new FormatException($"a token has the id {id}; ids go from 0 to {HighestId}");

    private void Add(string token, int id, byte[] tokenBytes)
    {
        if (_ids.TryGetValue(token, out int known) && known != id)
        {
            throw new FormatException($"the token '{token}' has two ids, {known} and {id}");
        }

        if (_tokens[id] is { } other && other != token)
        {
            throw new FormatException($"the id {id} is given to '{token}' and to another token");
        }

        _ids[token] = id;
        _tokens[id] = token;
        _bytes[id] = tokenBytes;
    }
}
