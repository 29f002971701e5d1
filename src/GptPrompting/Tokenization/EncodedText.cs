using System.Runtime.InteropServices;
using System.Text;

namespace GptPrompting.Tokenization;

/// <summary>What the encoder has made of a text so far.</summary>
internal sealed class EncodedText
{
    public List<int> Ids { get; } = [];

    /// <summary>Which tokens came from which piece; null where nobody asks.</summary>
    public List<Segment>? Segments { get; init; }

    /// <summary>How many bytes of its piece each token stands for; null where nobody asks.</summary>
    public List<int>? Lengths { get; init; }

    /// <summary>The text after normalisation, which offsets refer to; null where nothing is normalised.</summary>
    public StringBuilder? Normalized { get; init; }

    /// <summary>A piece of text and how many tokens it became.</summary>
    /// <param name="Piece">The piece.</param>
    /// <param name="TokenCount">Tokens that it became.</param>
    /// <param name="IsAddedToken">The piece is one token as a whole, whatever its bytes.</param>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Segment(Piece Piece, int TokenCount, bool IsAddedToken);
}
