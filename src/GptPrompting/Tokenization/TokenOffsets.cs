using System.Runtime.InteropServices;
using System.Text;
using Microsoft.ML.Tokenizers;

namespace GptPrompting.Tokenization;

/// <summary>Which characters each token of an encoded text stands for.</summary>
internal sealed class TokenOffsets(HuggingFaceTokenizer tokenizer)
{
    /// <returns>One entry per token; tokens that share a character both cover it.</returns>
    public List<EncodedToken> Of(EncodedText encoded)
    {
        List<EncodedToken> tokens = new(encoded.Ids.Count);
        foreach (EncodedText.Segment segment in encoded.Segments!)
        {
            ReadOnlySpan<int> ids = CollectionsMarshal.AsSpan(encoded.Ids)
                .Slice(tokens.Count, segment.TokenCount);
            if (segment.IsAddedToken)
            {
                int start = segment.Piece.Offset;
                tokens.Add(new(ids[0], tokenizer.TokenText(ids[0]), start..(start + segment.Piece.Text.Length)));
                continue;
            }

            ReadOnlySpan<int> lengths = CollectionsMarshal.AsSpan(encoded.Lengths)
                .Slice(tokens.Count, segment.TokenCount);
            AddPiece(segment.Piece, ids, lengths, tokens);
        }

        return tokens;
    }

    private void AddPiece(
        Piece piece, ReadOnlySpan<int> ids, ReadOnlySpan<int> lengths, List<EncodedToken> tokens)
    {
        int[] starts = CharacterStarts(piece.Text.Span);
        int from = 0;
        for (int i = 0; i < ids.Length; i++)
        {
            int to = from + lengths[i];
            int end = to;
            while (end < starts.Length - 1 && starts[end] == starts[end - 1])
            {
                end++;
            }

            // A space that was put before the text has no place in it.
            int first = Math.Max(0, piece.Offset + starts[from]);
            tokens.Add(new(ids[i], tokenizer.TokenText(ids[i]), first..Math.Max(first, piece.Offset + starts[end])));
            from = to;
        }
    }

    /// <returns>For each UTF-8 byte the index of its character, and at the end the length.</returns>
    private static int[] CharacterStarts(ReadOnlySpan<char> text)
    {
        int[] starts = new int[Encoding.UTF8.GetByteCount(text) + 1];
        int at = 0;
        int index = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            starts.AsSpan(at, rune.Utf8SequenceLength).Fill(index);
            at += rune.Utf8SequenceLength;
            index += rune.Utf16SequenceLength;
        }

        starts[at] = index;
        return starts;
    }
}
