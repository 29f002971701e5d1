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
            CharsConsumed = BoundaryBefore(tokens, count, length),
        };
    }

    /// <inheritdoc />
    protected override EncodeResults<int> EncodeToIds(
        string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
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
        IReadOnlyList<EncodedToken> tokens = encoded.Tokens;
        tokenCount = fromEnd ? WholeTokensFromEnd(tokens, limit) : WholeTokens(tokens, limit);
        return BoundaryBefore(tokens, fromEnd ? tokens.Count - tokenCount : tokenCount, encoded.CharsConsumed);
    }

    /// <inheritdoc />
    /// <remarks>Ids count as consumed up to the last whole character that fits.</remarks>
    public override OperationStatus Decode(
        IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten)
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
            if (!decoder.HoldsText)
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
    private static bool SharesCharacter(IReadOnlyList<EncodedToken> tokens, int index) =>
        index > 0 && index < tokens.Count && tokens[index].Offset.Start.Value < tokens[index - 1].Offset.End.Value;

    private static int BoundaryBefore(IReadOnlyList<EncodedToken> tokens, int index, int length) =>
        index == 0 ? 0 : index == tokens.Count ? length : tokens[index].Offset.Start.Value;

    private static int WholeTokens(IReadOnlyList<EncodedToken> tokens, int limit)
    {
        int count = Math.Min(limit, tokens.Count);
        while (SharesCharacter(tokens, count))
        {
            count--;
        }

        return count;
    }

    private static int WholeTokensFromEnd(IReadOnlyList<EncodedToken> tokens, int limit)
    {
        int count = Math.Min(limit, tokens.Count);
        while (SharesCharacter(tokens, tokens.Count - count))
        {
            count--;
        }

        return count;
    }
}
