using System.Buffers;
using System.Text;

namespace GptPrompting.Tokenization;

/// <summary>
/// SentencePiece's own normalisation: at every place the longest rule, extra spaces removed, spaces made visible; but
/// for the space before the text, which <see cref="MarkSplitter"/> adds.
/// </summary>
internal sealed class SentencePieceNormalizer : INormalizer
{
    private readonly CharacterMap? _map;
    private readonly PrefixMatcher<byte> _verbatim;
    private readonly byte[] _mark;
    private readonly bool _removesSpaces;

    /// <param name="map">The rules; null where there are none.</param>
    /// <param name="verbatim">Pieces that no rule may change.</param>
    /// <param name="mark">Stands for a space.</param>
    /// <param name="removesSpaces">Whether spaces at the ends and repeated ones go.</param>
    public SentencePieceNormalizer(CharacterMap? map, IEnumerable<string> verbatim, char mark, bool removesSpaces)
    {
        (_map, _removesSpaces) = (map, removesSpaces);
        _verbatim = new PrefixMatcher<byte>(verbatim.Select(Encoding.UTF8.GetBytes));
        _mark = Encoding.UTF8.GetBytes([mark]);
    }

    public string Normalize(string text)
    {
        ReadOnlySpan<byte> rest = Encoding.UTF8.GetBytes(text);
        var output = new ArrayBufferWriter<byte>(rest.Length + 16);
        bool afterSpace = _removesSpaces;
        while (rest.Length > 0)
        {
            ReadOnlySpan<byte> part = Next(rest, out int consumed);
            rest = rest[consumed..];
            while (afterSpace && part.StartsWith(" "u8))
            {
                part = part[1..];
            }

            if (part.Length > 0)
            {
                Write(part, output);
                afterSpace = _removesSpaces && part[^1] == ' ';
            }
        }

        return Encoding.UTF8.GetString(WithoutTrailingMarks(output.WrittenSpan));
    }

    private ReadOnlySpan<byte> Next(ReadOnlySpan<byte> text, out int consumed)
    {
        consumed = _verbatim.Match(text);
        if (consumed == 0 && _map is not null && _map.HasRules[text[0]])
        {
            consumed = _map.Find(text, longest: true, out string replacement);
            if (consumed > 0)
            {
                return Encoding.UTF8.GetBytes(replacement);
            }
        }

        if (consumed == 0)
        {
            Rune.DecodeFromUtf8(text, out _, out consumed);
        }

        return text[..consumed];
    }

    private void Write(ReadOnlySpan<byte> part, ArrayBufferWriter<byte> output)
    {
        while (part.IndexOf((byte)' ') is var space and >= 0)
        {
            output.Write(part[..space]);
            output.Write(_mark);
            part = part[(space + 1)..];
        }

        output.Write(part);
    }

    private ReadOnlySpan<byte> WithoutTrailingMarks(ReadOnlySpan<byte> text)
    {
        while (_removesSpaces && text.EndsWith(_mark))
        {
            text = text[..^_mark.Length];
        }

        return text;
    }
}
