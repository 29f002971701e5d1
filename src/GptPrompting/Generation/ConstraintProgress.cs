using System.Text;
using GptPrompting.Generation.Constraints;

namespace GptPrompting.Generation;

/// <summary>How far one output is within its constraint.</summary>
internal sealed class ConstraintProgress
{
    private readonly GenerationJob _job;
    private readonly GenerationConstraint _constraint;
    private readonly ITokenTexts _texts;
    private readonly TokenTrie _trie;
    private readonly ByteAutomaton _automaton;
    private readonly bool _maySpace;
    private readonly StringBuilder _visible = new();
    private ByteState _state;
    private int _count;

    /// <param name="job">A request with a constraint.</param>
    /// <param name="texts">The tokens.</param>
    public ConstraintProgress(GenerationJob job, ITokenTexts texts)
    {
        (_job, _texts, _trie) = (job, texts, texts.Trie);
        _constraint = job.Options.Constraint!;
        _maySpace = job.Prompt.Length == 0 || !char.IsWhiteSpace(job.Prompt[^1]);
        _automaton = Guarded(() => _constraint.Automaton(job.Options.StopSequences));
        _state = Start;
    }

    /// <summary>Whether nothing but the end is possible.</summary>
    public bool IsComplete => _state.IsComplete || (_state.IsAccepting && _job.Ends.Length == 0
        && _count < _job.OutputLimit && Guarded(Mask).IsEmpty);

    private ByteState Start => _automaton.Start(_maySpace);

    /// <summary>Bans all tokens after which the text cannot obey.</summary>
    /// <param name="row">Logits, [vocabulary size].</param>
    /// <exception cref="ConstraintUnmetException">No token is left.</exception>
    public void Restrict(Span<float> row)
    {
        TokenMask mask = Guarded(Mask);
        mask.Restrict(row, _state.IsAccepting ? _job.Ends : []);
        if (!_state.IsAccepting)
        {
            foreach (int end in _job.Ends)
            {
                row[end] = float.NegativeInfinity;
            }
        }

        if (!row.ContainsAnyExcept(float.NegativeInfinity))
        {
            throw Unmet("no token is left that it allows: other options ban all of them, or the vocabulary has none");
        }
    }

    /// <param name="tokenId">The token that was chosen.</param>
    public void Take(int tokenId)
    {
        _count++;
        if (!_job.IsEnd(tokenId))
        {
            _state = Guarded(() => After(_texts.BytesOf(tokenId).Span));
        }
    }

    /// <param name="text">The text that was shown after the token.</param>
    /// <param name="isAtEnd">Whether there is no more.</param>
    /// <exception cref="ConstraintUnmetException">The text is at its end and does not obey.</exception>
    public void Show(string text, bool isAtEnd)
    {
        _visible.Append(text);
        if (!isAtEnd)
        {
            return;
        }

        if (!Guarded(() => _constraint.IsMatch(_visible.ToString(), _maySpace)))
        {
            throw Unmet(_count == _job.OutputLimit
                ? $"it is not complete after {_count} tokens, all that MaxOutputTokens or the context leaves"
                : "a stop sequence cut it off");
        }

        if (_count < _job.Options.MinOutputTokens)
        {
            throw Unmet($"it is complete after {_count} tokens, but MinOutputTokens is {_job.Options.MinOutputTokens}");
        }
    }

    private ByteState After(ReadOnlySpan<byte> bytes)
    {
        ByteState state = _state;
        foreach (byte value in bytes)
        {
            state = _automaton.Next(state, value);
        }

        return state;
    }

    /// <summary>Near the limit, only those tokens after which the rest fits.</summary>
    private TokenMask Mask()
    {
        var all = TokenMask.Of(_trie, _automaton, _state);
        int left = _job.OutputLimit - _count - 1;
        if (all.Farthest <= left && _trie.HasAllBytes)
        {
            return all;
        }

        var distances = TokenDistances.Of(_trie, _automaton, Start);
        if (distances.AreKnown)
        {
            var fitting = TokenMask.Of(_trie, _automaton, _state, next => distances.From(next) <= left);
            return !fitting.IsEmpty || _state.IsAccepting
                ? fitting
                : throw Unmet(
                    $"it cannot be completed within the {left + 1} tokens that MaxOutputTokens or the context leaves");
        }

        var near = TokenMask.Of(_trie, _automaton, _state, next => next.Distance <= left);
        return _trie.HasAllBytes && (!near.IsEmpty || _state.IsAccepting) ? near : all;
    }

    private T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (ConstraintSizeException e)
        {
            throw Unmet(e.Message);
        }
    }

    private ConstraintUnmetException Unmet(string why) =>
        new($"The output does not obey its Constraint: {why}. So far it is '{_visible}'.", _visible.ToString());
}
