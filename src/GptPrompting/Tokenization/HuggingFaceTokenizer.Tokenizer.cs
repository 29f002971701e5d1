using System.Buffers;
using System.Text;
using Microsoft.ML.Tokenizers;

namespace GptPrompting.Tokenization;

// What the base class asks for. It gives no special tokens; normalisation and splitting can be switched off.
public sealed partial class HuggingFaceTokenizer
{
    /// <inheritdoc />
    protected override EncodeResults<EncodedToken> EncodeToTokens(
        string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(settings.MaxTokenCount, nameof(settings));
        EncodedText encoded = Encode(text ?? textSpan.ToString(), settings, withSegments: true);
        List<EncodedToken> tokens = new TokenOffsets(this).Of(encoded);
        int length = encoded.Normalized?.Length ?? text?.Length ?? textSpan.Length;
        int count = WholeTokens(tokens, settings.MaxTokenCount);
        return new EncodeResults<EncodedToken>
        {
            Tokens = count == tokens.Count ? tokens : tokens[..count],
            NormalizedText = encoded.Normalized?.ToString(),
            CharsConsumed = count == tokens.Count ? length : count == 0 ? 0 : tokens[count - 1].Offset.End.Value,
        };
    }

    /// <inheritdoc />
    protected override EncodeResults<int> EncodeToIds(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        if (settings.MaxTokenCount == int.MaxValue)
        {
            EncodedText encoded = Encode(text ?? textSpan.ToString(), settings);
            return new EncodeResults<int>
            {
                Tokens = encoded.Ids,
                NormalizedText = encoded.Normalized?.ToString(),
                CharsConsumed = encoded.Normalized?.Length ?? text?.Length ?? textSpan.Length,
            };
        }

        EncodeResults<EncodedToken> tokens = EncodeToTokens(text, textSpan, settings);
        return new EncodeResults<int>
        {
            Tokens = [.. tokens.Tokens.Select(token => token.Id)],
            NormalizedText = tokens.NormalizedText,
            CharsConsumed = tokens.CharsConsumed,
        };
    }

    /// <inheritdoc />
    protected override int CountTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings) =>
        EncodeToIds(text, textSpan, settings).Tokens.Count;

    /// <inheritdoc />
    protected override int GetIndexByTokenCount(
        string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings, bool fromEnd, out string? normalizedText,
        out int tokenCount)
    {
        int limit = settings.MaxTokenCount;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit, nameof(settings));
        settings.MaxTokenCount = int.MaxValue;
        EncodeResults<EncodedToken> encoded = EncodeToTokens(text, textSpan, settings);
        normalizedText = encoded.NormalizedText;
        tokenCount = fromEnd ? WholeTokensFromEnd(encoded.Tokens, limit) : WholeTokens(encoded.Tokens, limit);
        return (fromEnd, tokenCount) switch
        {
            (true, 0) => encoded.CharsConsumed,
            (false, 0) => 0,
            (true, _) => tokenCount == encoded.Tokens.Count ? 0 : encoded.Tokens[^tokenCount].Offset.Start.Value,
            _ => tokenCount == encoded.Tokens.Count ? encoded.CharsConsumed : encoded.Tokens[tokenCount - 1].Offset.End.Value,
        };
    }

    /// <inheritdoc />
    /// <remarks>Ids count as consumed up to the last whole character that fits.</remarks>
    public override OperationStatus Decode(IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten)
    {
        ArgumentNullException.ThrowIfNull(ids);
        (idsConsumed, charsWritten) = (0, 0);
        var decoder = new IncrementalDecoder(this);
        int read = 0;
        int position = 0;
        foreach (int id in ids)
        {
            if (!TryWrite(decoder.Append(id), destination, ref position))
            {
                return OperationStatus.DestinationTooSmall;
            }

            read++;
            if (!decoder.HoldsBytes)
            {
                (idsConsumed, charsWritten) = (read, position);
            }
        }

        if (!TryWrite(decoder.Flush(), destination, ref position))
        {
            return OperationStatus.DestinationTooSmall;
        }

        (idsConsumed, charsWritten) = (read, position);
        return OperationStatus.Done;
    }

    private static bool TryWrite(string text, Span<char> destination, ref int position)
    {
        bool fits = text.TryCopyTo(destination[position..]);
        position += fits ? text.Length : 0;
        return fits;
    }

    // A character of several tokens is taken whole or not at all: two tokens that share one overlap.
    private static int WholeTokens(IReadOnlyList<EncodedToken> tokens, int limit)
    {
        int count = Math.Min(limit, tokens.Count);
        while (count > 0 && count < tokens.Count && tokens[count].Offset.Start.Value < tokens[count - 1].Offset.End.Value)
        {
            count--;
        }

        return count;
    }

    private static int WholeTokensFromEnd(IReadOnlyList<EncodedToken> tokens, int limit)
    {
        int count = Math.Min(limit, tokens.Count);
        while (count > 0 && count < tokens.Count && tokens[^count].Offset.Start.Value < tokens[^(count + 1)].Offset.End.Value)
        {
            count--;
        }

        return count;
    }
}
