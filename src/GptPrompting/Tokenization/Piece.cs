using System.Runtime.InteropServices;

namespace GptPrompting.Tokenization;

/// <summary>A stretch of text on its way to the encoder.</summary>
/// <param name="Text">The characters to encode.</param>
/// <param name="Offset">Where they begin in the normalised text; one less where a space was put before them.</param>
/// <param name="IsFirst">Whether the whole text begins with it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Piece(ReadOnlyMemory<char> Text, int Offset, bool IsFirst)
{
    public Piece Slice(int start, int length) => new(Text.Slice(start, length), Offset + start, IsFirst && start == 0);
}
