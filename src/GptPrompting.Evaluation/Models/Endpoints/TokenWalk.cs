namespace GptPrompting.Evaluation.Models.Endpoints;

/// <summary>
/// Follows token texts through a text, one after the other. Tokens that are no whole characters wait for the next one
/// that is; what lies between is theirs together.
/// </summary>
internal ref struct TokenWalk
{
    private readonly ReadOnlySpan<char> _text;
    private readonly TokenPlace[] _places;
    private int _at;
    private int _waitingFrom;
    private bool _needsText;

    private TokenWalk(string text, int count)
    {
        _text = text;
        _places = new TokenPlace[count];
    }

    /// <returns>One place for each token; null where they do not make up the text.</returns>
    public static TokenPlace[]? Follow(string text, ReadOnlySpan<string> tokens)
    {
        var walk = new TokenWalk(text, tokens.Length);
        for (int i = 0; i < tokens.Length; i++)
        {
            if (!walk.Place(i, tokens[i]))
            {
                return null;
            }
        }

        return walk.End() ? walk._places : null;
    }

    private bool Place(int index, string token)
    {
        if (TryPlace(index, token) || TryPlace(index, TokenText.WithoutMarks(token)))
        {
            return true;
        }

        // Its place is known when the next whole token is found.
        _needsText |= token.Length > 0;
        return !TokenText.IsWhole(token);
    }

    /// <summary>The tokens that wait take the text up to the first place where this one is found.</summary>
    private bool TryPlace(int index, string token)
    {
        bool isNext = index == _waitingFrom;
        int last = token.Length == 0 ? -1 : isNext ? _at : _text.Length - 1;
        for (int start = _needsText ? _at + 1 : _at; start <= last; start++)
        {
            if (LengthAt(start, token) is int length)
            {
                Settle(index, start);
                Take(index, length);
                return true;
            }
        }

        return false;
    }

    /// <returns>
    /// How many characters the token takes at that place, a space before it that its text lacks included; null where it
    /// is not there.
    /// </returns>
    private readonly int? LengthAt(int start, string token)
    {
        ReadOnlySpan<char> rest = _text[start..];
        return rest.StartsWith(token, StringComparison.Ordinal) ? token.Length
            : rest is [' ', ..] && rest[1..].StartsWith(token, StringComparison.Ordinal) ? token.Length + 1
            : null;
    }

    private void Settle(int index, int end)
    {
        _places.AsSpan(_waitingFrom..index).Fill(new TokenPlace(_at, end));
        _at = end;
    }

    private void Take(int index, int length)
    {
        _places[index] = new TokenPlace(_at, _at + length);
        _at += length;
        _waitingFrom = index + 1;
        _needsText = false;
    }

    private bool End()
    {
        bool isWaiting = _waitingFrom < _places.Length;
        bool isAtEnd = _at == _text.Length;
        Settle(_places.Length, _text.Length);
        return isAtEnd ? !_needsText : isWaiting;
    }
}
