namespace GptPrompting.Tokenization;

/// <summary>
/// The 256 visible characters that byte-level BPE writes bytes with (Radford et al. 2019): a space is Ġ, a line feed Ċ.
/// </summary>
internal static class ByteAlphabet
{
    private static readonly char[] Characters = CreateCharacters();
    private static readonly Dictionary<char, byte> Bytes =
        Characters.Select((character, index) => (character, (byte)index)).ToDictionary();

    /// <returns>The character that stands for <paramref name="value"/>.</returns>
    public static char CharacterOf(byte value) => Characters[value];

    /// <summary>Whether the byte occurs in well-formed UTF-8; a vocabulary can do without the others.</summary>
    public static bool IsUtf8(byte value) => value is not (0xC0 or 0xC1 or >= 0xF5);

    /// <returns>
    /// The bytes that <paramref name="token"/> spells, or null where it has a character outside the alphabet.
    /// </returns>
    public static byte[]? TryGetBytes(string token)
    {
        byte[] bytes = new byte[token.Length];
        for (int i = 0; i < token.Length; i++)
        {
            if (!Bytes.TryGetValue(token[i], out bytes[i]))
            {
                return null;
            }
        }

        return bytes;
    }

    // Bytes that are visible Latin-1 characters stand for themselves; the others follow from U+0100 on, in order.
    private static char[] CreateCharacters()
    {
        char next = '\u0100';
        char[] characters = new char[256];
        for (int value = 0; value < 256; value++)
        {
            bool visible = value
                is (>= '!' and <= '~') or (>= '\u00A1' and <= '\u00AC') or (>= '\u00AE' and <= '\u00FF');
            characters[value] = visible ? (char)value : next++;
        }

        return characters;
    }
}
