using GptPrompting.Generation;
using GptPrompting.Generation.Constraints;
using GptPrompting.Tokenization;

namespace GptPrompting;

/// <summary>A tokenizer as generation sees it.</summary>
/// <param name="tokenizer">The tokenizer.</param>
/// <param name="trie">The bytes of its tokens; made when first needed, once for all calls.</param>
internal sealed class TokenTexts(HuggingFaceTokenizer tokenizer, Lazy<TokenTrie> trie) : ITokenTexts
{
    public TokenTrie Trie => trie.Value;

    // An end-of-text token of the model may be none of the tokenizer.
    public string TextOf(int tokenId) => tokenizer.HasToken(tokenId) ? tokenizer.TokenText(tokenId) : "";

    public ReadOnlyMemory<byte> BytesOf(int tokenId) =>
        tokenizer.HasToken(tokenId) && !tokenizer.IsSpecial(tokenId) ? tokenizer.TokenBytes(tokenId) : default;

    public IOutputText Begin(IReadOnlyList<int> promptIds, IReadOnlyList<string> stopSequences) =>
        new VisibleText(tokenizer, promptIds.Where(tokenizer.HasToken), stopSequences);

    /// <summary>Special tokens are no text.</summary>
    public static TokenTrie TrieOf(HuggingFaceTokenizer tokenizer, int vocabularySize) => new(
        Enumerable.Range(0, Math.Min(tokenizer.VocabularySize, vocabularySize))
            .Where(id => tokenizer.HasToken(id) && !tokenizer.IsSpecial(id))
            .Select(id => (id, tokenizer.TokenBytes(id))),
        vocabularySize);
}
