using System.Runtime.InteropServices;
using GptPrompting.Models;

namespace GptPrompting.Generation;

/// <summary>Chooses one token after another, each from the logits after those before it.</summary>
internal sealed class TokenGenerator : IDisposable
{
    private readonly ICausalModel _model;
    private readonly ICausalSequence _sequence;
    private readonly TokenRules _rules;
    private readonly Sampler _sampler;
    private readonly List<int> _tokens;
    private readonly int _promptLength;

    // Not yet read: the prompt at first, then the token chosen last.
    private int[] _unread;

    /// <param name="model">The model; the caller keeps it.</param>
    /// <param name="promptIds">At least one token id, at most the model's context length.</param>
    /// <param name="options">How tokens are chosen.</param>
    /// <param name="random">The randomness of sampling; greedy decoding does not use it.</param>
    /// <param name="rules">What changes the logits before a token is chosen.</param>
    public TokenGenerator(
        ICausalModel model, int[] promptIds, GenerationOptions options, RandomStream random, TokenRules rules)
    {
        _model = model;
        _sequence = model.Begin();
        _rules = rules;
        _sampler = new Sampler(options, random, new Scratch());
        _tokens = [.. promptIds];
        _promptLength = promptIds.Length;
        _unread = promptIds;
    }

    /// <summary>Whether the context has room for the token chosen last, so that another one can follow.</summary>
    public bool CanContinue => _sequence.Length + _unread.Length <= _model.ContextLength;

    /// <returns>The next token id.</returns>
    public int Next(CancellationToken cancellationToken)
    {
        ReadOnlySpan<float> logits = _sequence.Read(_unread, rows: 1, cancellationToken);
        int id = _sampler.Next(_rules.Apply(logits, CollectionsMarshal.AsSpan(_tokens), _promptLength));
        _tokens.Add(id);
        _unread = [id];
        return id;
    }

    public void Dispose() => _sequence.Dispose();
}
