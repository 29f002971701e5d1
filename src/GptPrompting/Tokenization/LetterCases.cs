using System.Globalization;

namespace GptPrompting.Tokenization;

/// <summary>Letters that are one where case is ignored, as Unicode's simple case folding has it.</summary>
internal static class LetterCases
{
    /// <returns>The letter in all its forms, the character itself first; one character where it has one form.</returns>
    /// <exception cref="FormatException">A letter beyond ASCII.</exception>
    public static string Of(char character)
    {
        if (!char.IsAsciiLetter(character))
        {
            return char.IsAscii(character) || !char.IsLetter(character)
                ? character.ToString()
                : throw OnigurumaSyntax.Refused($"(?i){character}");
        }

        // The long s and the Kelvin sign fold to s and k.
        char other = (char)(character ^ 0x20);
        string third = char.ToLowerInvariant(character) switch { 's' => "\u017F", 'k' => "\u212A", _ => "" };
        return string.Create(CultureInfo.InvariantCulture, $"{character}{other}{third}");
    }
}
