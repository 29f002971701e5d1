using System.Buffers;
using Microsoft.ML.Tokenizers;

namespace Packages.Tests.Tokenizers;

/// <summary>
/// Every character is a token with its own code as id; only what the base class demands is overridden.
/// </summary>
internal sealed class LetterTokenizer : Tokenizer
{
    public EncodeSettings LastSettings { get; private set; }

    public string? LastSpan { get; private set; }

    protected override EncodeResults<EncodedToken> EncodeToTokens(
        string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings)
    {
        LastSettings = settings;
        LastSpan = textSpan.ToString();
        string all = text ?? textSpan.ToString();
        return new EncodeResults<EncodedToken>
        {
            Tokens = [.. all.Take(settings.MaxTokenCount)
                .Select((letter, i) => new EncodedToken(letter, $"{letter}", i..(i + 1)))],
            CharsConsumed = Math.Min(all.Length, settings.MaxTokenCount),
        };
    }

    public override OperationStatus Decode(
        IEnumerable<int> ids, Span<char> destination, out int idsConsumed, out int charsWritten)
    {
        char[] letters = [.. ids.Select(id => (char)id)];
        charsWritten = idsConsumed = Math.Min(letters.Length, destination.Length);
        letters.AsSpan(0, charsWritten).CopyTo(destination);
        return charsWritten == letters.Length ? OperationStatus.Done : OperationStatus.DestinationTooSmall;
    }
}
