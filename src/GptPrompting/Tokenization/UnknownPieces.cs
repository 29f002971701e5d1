using System.Text;

namespace GptPrompting.Tokenization;

/// <summary>Writes what has no token: as its bytes where they have tokens, else as one unknown token.</summary>
/// <param name="unknownId">The unknown token; null leaves out what has no token.</param>
/// <param name="byteIds">The tokens of the 256 bytes; null where a model does not fall back to them.</param>
internal sealed class UnknownPieces(int? unknownId, int[]? byteIds)
{
    /// <summary>Appends the tokens of a text without one.</summary>
    public void Write(ReadOnlySpan<char> text, List<int> ids, List<int>? lengths)
    {
        if (byteIds is null)
        {
            if (unknownId is int id)
            {
                ids.Add(id);
                lengths?.Add(Encoding.UTF8.GetByteCount(text));
            }

            return;
        }

        byte[] bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, bytes);
        foreach (byte value in bytes)
        {
            ids.Add(byteIds[value]);
            lengths?.Add(1);
        }
    }

    /// <returns>The tokens of the 256 bytes, or null where one of them is missing.</returns>
    public static int[]? FindByteIds(Dictionary<string, int> tokens)
    {
        int[] ids = new int[256];
        for (int value = 0; value < 256; value++)
        {
            if (!tokens.TryGetValue($"<0x{value:X2}>", out ids[value]))
            {
                return null;
            }
        }

        return ids;
    }
}
