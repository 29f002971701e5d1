using System.Globalization;

namespace GptPrompting.Tokenization;

/// <summary>
/// White space as ECMAScript has it, which @huggingface/tokenizers splits by: U+FEFF belongs to it, U+0085 does not.
/// </summary>
internal static class WhiteSpace
{
    public static bool Contains(char character) => character is ' ' or (>= '\t' and <= '\r') or '\uFEFF'
        || (character > '\u0085' && char.GetUnicodeCategory(character) is UnicodeCategory.SpaceSeparator
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
