using GptPrompting.Models;

namespace GptPrompting.Generation;

/// <summary>One text that grows token by token, each chosen from the logits after those before it.</summary>
internal sealed class SampledText : IDisposable
{
    private readonly GenerationJob _job;
    private readonly TokenRules _rules;
    private readonly Sampler _sampler;
    private readonly OutputProgress _progress;
    private readonly TokenProbabilities? _probabilities;
    private readonly ConstraintProgress? _constraint;
    private readonly ICausalSequence _sequence;
    private int[] _tokens;

    /// <param name="job">The request.</param>
    /// <param name="tools">What generations share.</param>
    /// <param name="index">Which of the request's texts it is.</param>
    /// <param name="sequence">Has read the prompt; disposed with this object.</param>
    public SampledText(GenerationJob job, GenerationTools tools, int index, ICausalSequence sequence)
    {
        _job = job;
        Index = index;
        _sequence = sequence;
        _rules = new TokenRules(job.Options, tools.NeverChosen, job.Ends, tools.Scratch);
        _sampler = new Sampler(job.Options, new RandomStream(unchecked(job.Seed + index)), tools.Scratch);
        _progress = new OutputProgress(job, tools.Texts);
        _probabilities = job.Options.TopLogProbabilities is int top ? new TokenProbabilities(top, tools) : null;
        _constraint = job.Options.Constraint is null ? null : new ConstraintProgress(job, tools.Texts);
        _tokens = [.. job.PromptIds];
    }

    public int Index { get; }

    public bool IsDone => _progress.FinishReason is not null;

    /// <summary>Mean log-probability of the tokens; counted only where results are chosen by it.</summary>
    public double MeanLogProbability => LogProbability / _progress.Count;

    private double LogProbability { get; set; }

    private int TokenCount => _job.PromptIds.Length + _progress.Count;

    /// <summary>The token chosen last.</summary>
    public SequenceRead NextRead() => new(_sequence, _tokens.AsMemory(TokenCount - 1, 1), Rows: 1)
    {
        IsLast = _progress.Count == _job.OutputLimit - 1,
    };

    /// <summary>Chooses the next token after the read of the last one.</summary>
    public CompletionUpdate Next() => Next(_sequence.Logits);

    /// <param name="logits">One row, [vocabulary size].</param>
    public CompletionUpdate Next(ReadOnlySpan<float> logits)
    {
        int id = _sampler.Next(_rules.Apply(
            logits, _tokens.AsSpan(0, TokenCount), _job.PromptIds.Length, _constraint));
        LogProbability += _job.Options.BestOf is null ? 0 : TokenProbabilities.Of(logits, id);
        Append(id);
        _constraint?.Take(id);
        string text = _progress.Take(id, isComplete: _constraint?.IsComplete ?? false);
        _constraint?.Show(text, isAtEnd: IsDone);
        return new CompletionUpdate
        {
            Text = text,
            TokenIds = [id],
            LogProbabilities = _probabilities is null ? null : [_probabilities.At(logits, id)],
            FinishReason = _progress.FinishReason,
            Usage = IsDone ? Usage() : null,
        };
    }

    private TokenUsage Usage() => new(_job.PromptIds.Length, _progress.Count)
    {
        CachedInputTokenCount = _sequence.CachedTokenCount,
    };

    public void Dispose() => _sequence.Dispose();

    private void Append(int id)
    {
        if (TokenCount == _tokens.Length)
        {
            Array.Resize(ref _tokens, Math.Max(2 * TokenCount, 64));
        }

        _tokens[TokenCount] = id;
    }
}
