namespace GptPrompting.Evaluation.Models.Endpoints;

/// <summary>A text with its token ids, as the endpoint's tokenizer has them.</summary>
internal sealed class EncodedPrompt
{
    private readonly string _text;
    private readonly EndpointTokenizer _tokenizer;

    private EncodedPrompt(string text, int[] ids, EndpointTokenizer tokenizer)
    {
        _text = text;
        Ids = ids;
        _tokenizer = tokenizer;
    }

    public int[] Ids { get; }

    /// <exception cref="EndpointRefusedException">The endpoint has no tokenizer.</exception>
    public static async Task<EncodedPrompt> OfAsync(
        string text, EndpointTokenizer tokenizer, CancellationToken cancellationToken) =>
        new(text, await tokenizer.EncodeAsync(text, addSpecialTokens: true, cancellationToken), tokenizer);

    /// <summary>
    /// The tokens between two places: as many as the text up to the second one has more than the text up to the first
    /// one. A boundary is merged where the tokens of the text up to it are not those that the whole begins with.
    /// </summary>
    public async Task<TokenPart> PartAsync(int start, int end, CancellationToken cancellationToken)
    {
        int[] before = await UpToAsync(start, cancellationToken);
        int[] through = await UpToAsync(end, cancellationToken);
        return new TokenPart(
            Math.Min(before.Length, Ids.Length),
            Math.Min(through.Length, Ids.Length),
            !Ids.AsSpan().StartsWith(before) || !Ids.AsSpan().StartsWith(through));
    }

    private async Task<int[]> UpToAsync(int end, CancellationToken cancellationToken) => end == _text.Length
        ? Ids
        : await _tokenizer.EncodeAsync(_text[..end], addSpecialTokens: true, cancellationToken);
}
