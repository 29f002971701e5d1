using GptPrompting.Models;

namespace GptPrompting.Generation;

/// <summary>
/// One or several texts after one prompt, greedy or sampled, each from a fork of the prompt's sequence.
/// </summary>
internal sealed class SampledGeneration : IGeneration
{
    private readonly GenerationJob _job;
    private readonly GenerationTools _tools;
    private readonly int _maxWidth;
    private readonly PromptReader _prompt;
    private readonly List<SampledText> _texts = [];
    private readonly BestTexts? _best;
    private int _begun;
    private bool _promptIsRead;

    /// <param name="job">The request.</param>
    /// <param name="tools">What generations share.</param>
    /// <param name="sequence">As for <see cref="PromptReader"/>.</param>
    /// <param name="maxWidth">The most sequences at once; further texts begin as others end.</param>
    public SampledGeneration(GenerationJob job, GenerationTools tools, ICausalSequence sequence, int maxWidth)
    {
        (_job, _tools, _maxWidth) = (job, tools, maxWidth);
        _prompt = new PromptReader(job, tools, sequence);
        _best = job.Options.BestOf is null ? null : new BestTexts(job);
    }

    public int? Request => _job.Request;

    public int Width => Math.Min(_maxWidth, _texts.Count + _job.TextCount - _begun);

    public bool IsDone => _promptIsRead && _texts.Count == 0;

    public void AddReads(List<SequenceRead> reads)
    {
        if (!_promptIsRead)
        {
            reads.Add(_prompt.NextRead());
        }

        foreach (SampledText text in _texts)
        {
            reads.Add(text.NextRead());
        }
    }

    public void Advance(List<BatchUpdate> updates)
    {
        if (!_promptIsRead)
        {
            _prompt.Advance();
            _promptIsRead = _prompt.IsDone;
        }

        foreach (SampledText text in _texts)
        {
            Tell(text, text.Next(), updates);
        }

        RemoveEnded();
        while (_promptIsRead && _begun < _job.TextCount && _texts.Count < _maxWidth)
        {
            BeginText(updates);
            RemoveEnded();
        }

        if (IsDone)
        {
            _best?.Tell(_prompt.Echo(), updates);
        }
    }

    public void Dispose()
    {
        _texts.ForEach(text => text.Dispose());
        _prompt.Dispose();
    }

    private void BeginText(List<BatchUpdate> updates)
    {
        // The logits after the prompt are its sequence's, which goes on only with the last text.
        ReadOnlySpan<float> logits = _prompt.Logits;
        bool isLast = _begun == _job.TextCount - 1;
        var text = new SampledText(_job, _tools, _begun++, isLast ? _prompt.Take() : _prompt.Fork());
        _texts.Add(text);
        if (_best is null && _prompt.Echo() is CompletionUpdate echo)
        {
            updates.Add(new BatchUpdate(_job.Request, text.Index, echo));
        }

        Tell(text, text.Next(logits), updates);
    }

    private void Tell(SampledText text, CompletionUpdate update, List<BatchUpdate> updates)
    {
        if (_best is null)
        {
            updates.Add(new BatchUpdate(_job.Request, text.Index, update));
        }
        else
        {
            _best.Keep(text, update);
        }
    }

    private void RemoveEnded()
    {
        for (int i = _texts.Count - 1; i >= 0; i--)
        {
            if (_texts[i].IsDone)
            {
                _texts[i].Dispose();
                _texts.RemoveAt(i);
            }
        }
    }
}
