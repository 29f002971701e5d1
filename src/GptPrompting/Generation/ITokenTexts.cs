using GptPrompting.Generation.Constraints;

namespace GptPrompting.Generation;

/// <summary>What generation must know of a tokenizer.</summary>
internal interface ITokenTexts
{
    /// <summary>A token by itself as text.</summary>
    string TextOf(int tokenId);

    /// <summary>The bytes that a token adds to a text.</summary>
    ReadOnlyMemory<byte> BytesOf(int tokenId);

    /// <summary>The bytes of all tokens that are text.</summary>
    TokenTrie Trie { get; }

    /// <summary>Begins the text of one output, which goes on from the prompt's.</summary>
    IOutputText Begin(IReadOnlyList<int> promptIds, IReadOnlyList<string> stopSequences);
}
