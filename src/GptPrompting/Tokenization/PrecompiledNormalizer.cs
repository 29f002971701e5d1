using System.Globalization;
using System.Text;

namespace GptPrompting.Tokenization;

/// <summary>
/// The normalizer <c>Precompiled</c>: SentencePiece's rules as huggingface/tokenizers applies them, to each short
/// grapheme as a whole and else to each character, always by the shortest rule that it begins with.
/// </summary>
internal sealed class PrecompiledNormalizer(ReadOnlySpan<byte> blob) : INormalizer
{
    private const int LongestGrapheme = 5;

    private readonly CharacterMap _map = new(blob);

    public string Normalize(string text)
    {
        if (IsUntouched(text))
        {
            return text;
        }

        var normalized = new StringBuilder(text.Length);
        for (int start = 0; start < text.Length;)
        {
            int length = StringInfo.GetNextTextElementLength(text, start);
            Append(text.AsSpan(start, length), normalized);
            start += length;
        }

        return normalized.ToString();
    }

    private bool IsUntouched(string text)
    {
        foreach (char character in text)
        {
            if (character >= 0x80 || character == '\r' || _map.HasRules[character])
            {
                return false;
            }
        }

        return true;
    }

    private void Append(ReadOnlySpan<char> grapheme, StringBuilder normalized)
    {
        if (Encoding.UTF8.GetByteCount(grapheme) <= LongestGrapheme && TryMap(grapheme, out string replacement))
        {
            normalized.Append(replacement);
            return;
        }

        Span<char> buffer = stackalloc char[2];
        foreach (Rune rune in grapheme.EnumerateRunes())
        {
            Span<char> character = buffer[..rune.EncodeToUtf16(buffer)];
            if (TryMap(character, out replacement))
            {
                normalized.Append(replacement);
            }
            else
            {
                normalized.Append(character);
            }
        }
    }

    private bool TryMap(ReadOnlySpan<char> text, out string replacement)
    {
        Span<byte> bytes = stackalloc byte[8];
        return _map.Find(bytes[..Encoding.UTF8.GetBytes(text, bytes)], longest: false, out replacement) > 0;
    }
}
