using System.Text;

namespace GptPrompting.Tokenization;

/// <summary>Turns token ids into text one by one, and gives out whole characters only.</summary>
/// <remarks>
/// A character may take several tokens. Its bytes are held back until it is complete, so that no update ends in half a
/// character or half a surrogate pair; what was appended and flushed reads exactly as <see
/// cref="HuggingFaceTokenizer.Decode(IEnumerable{int})"/> of all the ids. One instance serves one text on one thread.
/// </remarks>
/// <param name="tokenizer">The tokenizer that the ids belong to.</param>
public sealed class IncrementalDecoder(HuggingFaceTokenizer tokenizer)
{
    // Nearly all tokens.
    private const int LongestOnStack = 64;

    private readonly HuggingFaceTokenizer _tokenizer = tokenizer ?? throw new ArgumentNullException(nameof(tokenizer));
    private readonly Decoder _bytes = Encoding.UTF8.GetDecoder();
    private readonly TokenStages? _stages = tokenizer?.CreateStages();

    /// <summary>A decoder for what follows a text: a word of it begins with its space.</summary>
    /// <param name="tokenizer">The tokenizer that the ids belong to.</param>
    /// <param name="precedingIds">The tokens of the text before; special ones say nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">No token has an id.</exception>
    public static IncrementalDecoder Continue(HuggingFaceTokenizer tokenizer, IEnumerable<int> precedingIds)
    {
        ArgumentNullException.ThrowIfNull(precedingIds);
        var decoder = new IncrementalDecoder(tokenizer);
        if (decoder._stages is not null)
        {
            foreach (int id in precedingIds.Where(id => !tokenizer.IsSpecial(id)))
            {
                decoder.Append(id);
            }
        }

        return decoder;
    }

    internal bool HoldsText => _stages?.IsHolding ?? (_bytes.GetCharCount([], flush: true) > 0);

    /// <summary>Takes the next token.</summary>
    /// <returns>The characters that it completes; empty where it ends within one.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No token has the id.</exception>
    public string Append(int tokenId) => _stages is null
        ? Convert(_tokenizer.TokenBytes(tokenId).Span, flush: false)
        : _stages.Append(_tokenizer.RawToken(tokenId));

    /// <summary>Ends the text; the decoder can then be used for another one.</summary>
    /// <returns>U+FFFD for an incomplete character that was held back, else nothing or a held-back space.</returns>
    public string Flush() => _stages is null ? Convert([], flush: true) : _stages.Flush();

    private string Convert(ReadOnlySpan<byte> bytes, bool flush)
    {
        int count = _bytes.GetCharCount(bytes, flush);
        Span<char> characters = count <= LongestOnStack ? stackalloc char[LongestOnStack] : new char[count];
        return new string(characters[.._bytes.GetChars(bytes, characters, flush)]);
    }
}
