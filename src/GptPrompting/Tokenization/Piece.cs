using System.Runtime.InteropServices;

namespace GptPrompting.Tokenization;

/// <summary>A stretch of text on its way to the encoder.</summary>
/// <param name="Text">The characters to encode.</param>
/// <param name="Offset">Where they begin in the normalised text; one less where a space was put before them.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Piece(ReadOnlyMemory<char> Text, int Offset)
{
    public Piece Slice(int start, int length) => new(Text.Slice(start, length), Offset + start);
}
