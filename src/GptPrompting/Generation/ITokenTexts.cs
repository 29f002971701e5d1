namespace GptPrompting.Generation;

/// <summary>What generation must know of a tokenizer.</summary>
internal interface ITokenTexts
{
    /// <summary>A token by itself as text.</summary>
    string TextOf(int tokenId);

    /// <summary>Begins the text of one output, which goes on from the prompt's.</summary>
    IOutputText Begin(IReadOnlyList<int> promptIds, IReadOnlyList<string> stopSequences);
}
