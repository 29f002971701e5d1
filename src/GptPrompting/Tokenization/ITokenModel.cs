namespace GptPrompting.Tokenization;

/// <summary>Turns one piece of text into token ids.</summary>
internal interface ITokenModel
{
    /// <summary>Appends the tokens of <paramref name="piece"/>.</summary>
    /// <param name="piece">Well-formed text, not empty.</param>
    /// <param name="ids">Takes the token ids.</param>
    /// <param name="lengths">
    /// Takes for each token how many bytes of the piece's UTF-8 it stands for; null where nobody asks.
    /// </param>
    void Encode(ReadOnlySpan<char> piece, List<int> ids, List<int>? lengths);
}
