using System.Buffers;

namespace Microsoft.ML.Tokenizers;

/// <summary>
/// Text to token ids and back. A tokenizer has to say how a text becomes tokens and how ids become characters;
/// everything else follows from these two and may be overridden to be faster.
/// </summary>
public abstract class Tokenizer
{
    protected Tokenizer()
    {
    }

    public virtual PreTokenizer? PreTokenizer => null;

    public virtual Normalizer? Normalizer => null;

    /// <summary>
    /// The text is <paramref name="textSpan"/>; <paramref name="text"/> is the same, where it came as a string.
    /// </summary>
    protected abstract EncodeResults<EncodedToken> EncodeToTokens(
        string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings);

    protected virtual EncodeResults<int> EncodeToIds(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        EncodeResults<EncodedToken> encoded = EncodeToTokens(text, textSpan, settings);
        return new EncodeResults<int>
        {
            Tokens = [.. encoded.Tokens.Select(token => token.Id)],
            NormalizedText = encoded.NormalizedText,
            CharsConsumed = encoded.CharsConsumed,
        };
    }

    protected virtual int CountTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
        => EncodeToTokens(text, textSpan, settings).Tokens.Count;

    /// <summary>How far a number of tokens reaches, from the start of the text or from its end.</summary>
    protected virtual int GetIndexByTokenCount(
        string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings, bool fromEnd, out string? normalizedText,
        out int tokenCount)
    {
        int limit = settings.MaxTokenCount;
        settings.MaxTokenCount = fromEnd ? int.MaxValue : limit;
        EncodeResults<EncodedToken> encoded = EncodeToTokens(text, textSpan, settings);
        IReadOnlyList<EncodedToken> tokens = encoded.Tokens;
        normalizedText = encoded.NormalizedText;
        tokenCount = Math.Min(limit, tokens.Count);
        if (tokenCount <= 0)
        {
            return fromEnd ? normalizedText?.Length ?? textSpan.Length : 0;
        }

        return fromEnd ? tokens[^tokenCount].Offset.Start.Value : tokens[tokenCount - 1].Offset.End.Value;
    }

    public IReadOnlyList<int> EncodeToIds(
        string text, bool considerPreTokenization = true, bool considerNormalization = true)
        => EncodeToIds(text, text.AsSpan(), Settings(considerPreTokenization, considerNormalization)).Tokens;

    public IReadOnlyList<int> EncodeToIds(
        ReadOnlySpan<char> text, bool considerPreTokenization = true, bool considerNormalization = true)
        => EncodeToIds(null, text, Settings(considerPreTokenization, considerNormalization)).Tokens;

    public IReadOnlyList<EncodedToken> EncodeToTokens(
        string text, out string? normalizedText, bool considerPreTokenization = true, bool considerNormalization = true)
    {
        EncodeResults<EncodedToken> encoded =
            EncodeToTokens(text, text.AsSpan(), Settings(considerPreTokenization, considerNormalization));
        normalizedText = encoded.NormalizedText;
        return encoded.Tokens;
    }

    public int CountTokens(string text, bool considerPreTokenization = true, bool considerNormalization = true)
        => CountTokens(text, text.AsSpan(), Settings(considerPreTokenization, considerNormalization));

    public int GetIndexByTokenCount(
        string text, int maxTokenCount, out string? normalizedText, out int tokenCount,
        bool considerPreTokenization = true, bool considerNormalization = true)
    {
        EncodeSettings settings = Settings(considerPreTokenization, considerNormalization);
        settings.MaxTokenCount = maxTokenCount;
        return GetIndexByTokenCount(text, text.AsSpan(), settings, fromEnd: false, out normalizedText, out tokenCount);
    }

    public int GetIndexByTokenCountFromEnd(
        string text, int maxTokenCount, out string? normalizedText, out int tokenCount,
        bool considerPreTokenization = true, bool considerNormalization = true)
    {
        EncodeSettings settings = Settings(considerPreTokenization, considerNormalization);
        settings.MaxTokenCount = maxTokenCount;
        return GetIndexByTokenCount(text, text.AsSpan(), settings, fromEnd: true, out normalizedText, out tokenCount);
    }

    /// <exception cref="InvalidOperationException">The tokenizer cannot decode an id.</exception>
    public virtual string Decode(IEnumerable<int> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        int length = ids.TryGetNonEnumeratedCount(out int count) ? count * 8 : 1024;
        char[] buffer = new char[length];
        OperationStatus status = OperationStatus.Done;
        int written = 0;
        while (length > 0
            && (status = Decode(ids, buffer, out _, out written)) == OperationStatus.DestinationTooSmall)
        {
            buffer = new char[buffer.Length * 2];
        }

        return status == OperationStatus.Done
            ? new string(buffer, 0, written)
            : throw new InvalidOperationException("The ids cannot be decoded.");
    }

    public abstract OperationStatus Decode(
        IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten);

    private static EncodeSettings Settings(bool considerPreTokenization, bool considerNormalization)
        => new() { ConsiderPreTokenization = considerPreTokenization, ConsiderNormalization = considerNormalization };
}
