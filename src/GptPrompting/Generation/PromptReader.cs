using GptPrompting.Models;

namespace GptPrompting.Generation;

/// <summary>Reads a prompt, at once or, where all its logits are wanted, piece by piece.</summary>
internal sealed class PromptReader : IDisposable
{
    // 64 MB of logits at once.
    private const int LargestLogits = 1 << 24;

    private readonly GenerationJob _job;
    private readonly int _vocabularySize;
    private readonly TokenProbabilities? _probabilities;
    private readonly List<TokenLogProbability> _scored = [];
    private ICausalSequence? _sequence;

    /// <param name="job">The request.</param>
    /// <param name="tools">What generations share.</param>
    /// <param name="sequence">
    /// A sequence that has read the beginning of the prompt or nothing, nothing where the prompt is scored, and never
    /// the whole; disposed with this object.
    /// </param>
    public PromptReader(GenerationJob job, GenerationTools tools, ICausalSequence sequence)
    {
        _job = job;
        _sequence = sequence;
        _vocabularySize = tools.Model.VocabularySize;
        if (job.ScoresPrompt)
        {
            _probabilities = new TokenProbabilities(job.Options.TopLogProbabilities ?? 0, tools);
            _scored.Add(_probabilities.First(job.PromptIds[0]));
        }
    }

    public bool IsDone => Sequence.Length == _job.PromptIds.Length;

    /// <summary>Tokens of the prompt that an earlier call had read.</summary>
    public int CachedTokenCount { get; private set; }

    /// <summary>The logits after the prompt, [vocabulary size].</summary>
    public ReadOnlySpan<float> Logits => Sequence.Logits[^_vocabularySize..];

    private ICausalSequence Sequence => _sequence ?? throw new InvalidOperationException("The sequence was taken.");

    private int PieceLength => _probabilities is null
        ? _job.PromptIds.Length - Sequence.Length
        : Math.Min(_job.PromptIds.Length - Sequence.Length, Math.Max(1, LargestLogits / _vocabularySize));

    public SequenceRead NextRead()
    {
        int length = PieceLength;
        return new SequenceRead(
            Sequence, _job.PromptIds.AsMemory(Sequence.Length, length), _probabilities is null ? 1 : length);
    }

    public void Advance()
    {
        CachedTokenCount = Sequence.CachedTokenCount;

        // Row i predicts token i + 1, and the last row of the prompt the first token of the output.
        ReadOnlySpan<float> logits = _probabilities is null ? [] : Sequence.Logits;
        for (; !logits.IsEmpty && _scored.Count < _job.PromptIds.Length; logits = logits[_vocabularySize..])
        {
            _scored.Add(_probabilities!.At(logits[.._vocabularySize], _job.PromptIds[_scored.Count]));
        }
    }

    /// <summary>The update that shows the prompt, where it is to be shown.</summary>
    public CompletionUpdate? Echo() => !_job.Options.Echo ? null : new CompletionUpdate
    {
        Text = _job.Prompt,
        TokenIds = [],
        PromptLogProbabilities = _job.ScoresPrompt ? _scored : null,
    };

    /// <summary>A further sequence that has read the prompt; the caller disposes it.</summary>
    public ICausalSequence Fork() => Sequence.Fork(_job.PromptIds.Length);

    /// <summary>Hands the sequence over; the caller disposes it.</summary>
    public ICausalSequence Take()
    {
        ICausalSequence sequence = Sequence;
        _sequence = null;
        return sequence;
    }

    public void Dispose() => _sequence?.Dispose();
}
