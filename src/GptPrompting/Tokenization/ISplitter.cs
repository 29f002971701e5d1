namespace GptPrompting.Tokenization;

/// <summary>Splits text into the pieces that are encoded one by one; no token reaches over a piece's end.</summary>
internal interface ISplitter
{
    /// <summary>
    /// Appends the parts of <paramref name="piece"/>, in order and none of them empty, to <paramref name="parts"/>.
    /// </summary>
    void Split(Piece piece, List<Piece> parts);
}
