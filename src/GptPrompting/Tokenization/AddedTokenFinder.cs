using System.Buffers;
using System.Text;

namespace GptPrompting.Tokenization;

/// <summary>
/// Finds added tokens in a text: the leftmost first, and the longest of those that begin at one place.
/// </summary>
internal sealed class AddedTokenFinder
{
    private readonly ILookup<char, AddedToken> _byFirstCharacter;
    private readonly SearchValues<char> _firstCharacters;

    /// <param name="tokens">What to look for; a <see cref="AddedToken.Content"/> is compared as it is.</param>
    public AddedTokenFinder(IEnumerable<AddedToken> tokens)
    {
        _byFirstCharacter = tokens.OrderByDescending(token => token.Content.Length).ToLookup(token => token.Content[0]);
        _firstCharacters = SearchValues.Create([.. _byFirstCharacter.Select(group => group.Key)]);
    }

    /// <summary>
    /// Calls back for every stretch of <paramref name="text"/> in order, with its token, or null between tokens.
    /// </summary>
    /// <remarks>A token's stretch includes the white space that it strips.</remarks>
    public void Split(ReadOnlySpan<char> text, Action<Range, AddedToken?> found)
    {
        int from = 0;
        for (int search = 0; TryFind(text, search, out int start, out AddedToken? token);)
        {
            int end = start + token.Content.Length;
            search = end;
            if (token.IsSingleWord && (EndsWithWord(text[..start]) || StartsWithWord(text[end..])))
            {
                continue;
            }

            start = token.StripsLeft ? TrimmedEnd(text, from, start) : start;
            end = token.StripsRight ? TrimmedStart(text, end) : end;
            if (start > from)
            {
                found(from..start, null);
            }

            found(start..end, token);
            (from, search) = (end, end);
        }

        if (from < text.Length)
        {
            found(from..text.Length, null);
        }
    }

    private bool TryFind(ReadOnlySpan<char> text, int from, out int start, out AddedToken token)
    {
        start = from;
        token = null!;
        while (text[start..].IndexOfAny(_firstCharacters) is var next and >= 0)
        {
            start += next;
            foreach (AddedToken candidate in _byFirstCharacter[text[start]])
            {
                if (text[start..].StartsWith(candidate.Content))
                {
                    token = candidate;
                    return true;
                }
            }

            start++;
        }

        return false;
    }

    private static int TrimmedEnd(ReadOnlySpan<char> text, int from, int end)
    {
        while (end > from && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return end;
    }

    private static int TrimmedStart(ReadOnlySpan<char> text, int start)
    {
        while (start < text.Length && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        return start;
    }

    private static bool EndsWithWord(ReadOnlySpan<char> text) =>
        Rune.DecodeLastFromUtf16(text, out Rune rune, out _) == OperationStatus.Done && WordCharacters.Contains(rune);

    private static bool StartsWithWord(ReadOnlySpan<char> text) =>
        Rune.DecodeFromUtf16(text, out Rune rune, out _) == OperationStatus.Done && WordCharacters.Contains(rune);
}
