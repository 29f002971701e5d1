using GptPrompting.Generation;
using GptPrompting.Tokenization;

namespace GptPrompting;

/// <summary>A tokenizer as generation sees it.</summary>
internal sealed class TokenTexts(HuggingFaceTokenizer tokenizer) : ITokenTexts
{
    // An end-of-text token of the model may be none of the tokenizer.
    public string TextOf(int tokenId) => tokenizer.HasToken(tokenId) ? tokenizer.TokenText(tokenId) : "";

    public IOutputText Begin(IReadOnlyList<int> promptIds, IReadOnlyList<string> stopSequences) =>
        new VisibleText(tokenizer, promptIds.Where(tokenizer.HasToken), stopSequences);
}
