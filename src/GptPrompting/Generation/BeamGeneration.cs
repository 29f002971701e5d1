using GptPrompting.Models;

namespace GptPrompting.Generation;

/// <summary>
/// Beam search as in transformers: of all continuations of all beams by one token, the best go on; of the best that
/// end there, those are kept that rank highest.
/// </summary>
internal sealed class BeamGeneration : IGeneration
{
    private readonly GenerationJob _job;
    private readonly GenerationTools _tools;
    private readonly PromptReader _prompt;
    private readonly BeamExpansion _expansion;
    private readonly FinishedBeams _finished;
    private readonly List<Beam> _beams = [];
    private bool _promptIsRead;

    /// <param name="job">The request.</param>
    /// <param name="tools">What generations share.</param>
    /// <param name="sequence">As for <see cref="PromptReader"/>.</param>
    public BeamGeneration(GenerationJob job, GenerationTools tools, ICausalSequence sequence)
    {
        (_job, _tools) = (job, tools);
        _prompt = new PromptReader(job, tools, sequence);
        _expansion = new BeamExpansion(job, tools);
        _finished = new FinishedBeams(job.Options, job.OutputLimit);
    }

    public int? Request => _job.Request;

    public int Width => _job.Options.Beams;

    public bool IsDone { get; private set; }

    public void AddReads(List<SequenceRead> reads)
    {
        if (!_promptIsRead)
        {
            reads.Add(_prompt.NextRead());
        }

        foreach (Beam beam in _beams)
        {
            reads.Add(new SequenceRead(beam.Sequence, beam.LastToken, Rows: 1)
            {
                IsLast = beam.Last!.Length == _job.OutputLimit - 1,
            });
        }
    }

    public void Advance(List<BatchUpdate> updates)
    {
        if (!_promptIsRead)
        {
            _prompt.Advance();
            if (!_prompt.IsDone)
            {
                return;
            }

            _promptIsRead = true;
            _beams.Add(new Beam(null, _prompt.Take()));
        }

        Step();
        IsDone = _finished.IsEnough(_beams.Count == 0 ? null : _beams[0].Last);
        if (IsDone)
        {
            Tell(updates);
        }
    }

    public void Dispose()
    {
        _beams.ForEach(beam => beam.Sequence.Dispose());
        _prompt.Dispose();
    }

    private void Step()
    {
        List<(int Parent, BeamNode Node)> running = [];
        foreach ((int rank, (int parent, BeamNode node)) in _expansion.Best(_beams).Index())
        {
            if (!Ends(node))
            {
                running.Add((parent, node));
            }
            else if (rank < _job.Options.Beams)
            {
                _finished.Add(node);
            }

            if (running.Count == _job.Options.Beams && rank >= _job.Options.Beams - 1)
            {
                break;
            }
        }

        GoOnWith(running);
    }

    private bool Ends(BeamNode node) => node.Length == _job.OutputLimit || _job.IsEnd(node.TokenId)
        || (_job.Options.StopSequences.Count > 0 && Read(node.Path()).FinishReason is not null);

    /// <summary>Parents hand their sequence to their last child; the others get forks.</summary>
    private void GoOnWith(List<(int Parent, BeamNode Node)> children)
    {
        Beam[] parents = [.. _beams];
        _beams.Clear();
        int[] left = new int[parents.Length];
        children.ForEach(child => left[child.Parent]++);
        foreach ((Beam parent, int count) in parents.Zip(left))
        {
            if (count == 0)
            {
                parent.Sequence.Dispose();
            }
        }

        foreach ((int at, BeamNode node) in children)
        {
            ICausalSequence sequence = parents[at].Sequence;
            _beams.Add(new Beam(node, --left[at] == 0 ? sequence : sequence.Fork(sequence.Length)));
        }
    }

    private (string Text, FinishReason? FinishReason) Read(BeamNode[] path)
    {
        var progress = new OutputProgress(_job, _tools.Texts);
        string text = string.Concat(path.Select(node => progress.Take(node.TokenId)));
        return (text, progress.FinishReason);
    }

    private void Tell(List<BatchUpdate> updates)
    {
        foreach ((int result, (double ranking, BeamNode last)) in
            _finished.Best.Take(_job.Options.ResultCount).Index())
        {
            if (_prompt.Echo() is CompletionUpdate echo)
            {
                updates.Add(new BatchUpdate(_job.Request, result, echo));
            }

            BeamNode[] path = last.Path();
            (string text, FinishReason? reason) = Read(path);
            updates.Add(new BatchUpdate(_job.Request, result, new CompletionUpdate
            {
                Text = text,
                TokenIds = [.. path.Select(node => node.TokenId)],
                LogProbabilities = last.Told is null ? null : [.. path.Select(node => node.Told!)],
                FinishReason = reason,
                Usage = new TokenUsage(_job.PromptIds.Length, path.Length)
                {
                    CachedInputTokenCount = _prompt.CachedTokenCount,
                },
                RankingScore = ranking,
            }));
        }
    }
}
