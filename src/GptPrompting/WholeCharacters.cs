using System.Runtime.CompilerServices;
using System.Text;

namespace GptPrompting;

/// <summary>Texts of whole characters: UTF-8, which tokens are made of, has no half of a surrogate pair.</summary>
internal static class WholeCharacters
{
    /// <exception cref="ArgumentException">The text has half a surrogate pair.</exception>
    public static void Require(
        string text, [CallerArgumentExpression(nameof(text))] string? parameterName = null)
    {
        for (int i = 0; text.AsSpan(i).IndexOfAnyInRange('\uD800', '\uDFFF') is var next and >= 0; i += 2)
        {
            i += next;
            if (!Rune.TryGetRuneAt(text, i, out _))
            {
                throw new ArgumentException(
                    $"The text has half a surrogate pair, U+{(int)text[i]:X4}, at index {i}.", parameterName);
            }
        }
    }
}
