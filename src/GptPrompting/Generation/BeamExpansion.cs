namespace GptPrompting.Generation;

/// <summary>The best continuations of all beams by one token.</summary>
internal sealed class BeamExpansion
{
    private readonly GenerationJob _job;
    private readonly int _vocabularySize;
    private readonly TokenRules _rules;
    private readonly TokenProbabilities? _probabilities;
    private readonly TopSelection _top = new();
    private readonly int _count;
    private readonly float[] _logProbabilities;
    private int[] _tokens;

    public BeamExpansion(GenerationJob job, GenerationTools tools)
    {
        _job = job;
        _vocabularySize = tools.Model.VocabularySize;
        _rules = new TokenRules(job.Options, tools.NeverChosen, job.Ends, tools.Scratch);
        _probabilities = job.Options.TopLogProbabilities is int top ? new TokenProbabilities(top, tools) : null;
        _logProbabilities = new float[_vocabularySize];
        _tokens = [.. job.PromptIds];

        // Each beam may end by each of the end tokens; so many leave as many that go on as there are beams.
        _count = job.Options.Beams * Math.Max(2, 1 + job.Ends.Length);
    }

    /// <returns>
    /// The continuations with the highest log-probability, the best one first, each with the index of its beam; enough
    /// of them that as many as there are beams go on, however many end here.
    /// </returns>
    public IEnumerable<(int Parent, BeamNode Node)> Best(List<Beam> beams)
    {
        _top.Clear(_count);
        for (int i = 0; i < beams.Count; i++)
        {
            Offer(beams[i], i * _vocabularySize);
        }

        _top.Sort();
        for (int i = 0; i < _top.Count; i++)
        {
            (double score, int key) = _top.Kept[i];
            int parent = key / _vocabularySize;
            int id = key % _vocabularySize;
            yield return (parent, new BeamNode(beams[parent].Last, id, score, Told(beams[parent], id)));
        }
    }

    private void Offer(Beam beam, int firstKey)
    {
        ReadOnlySpan<float> logits = Row(beam);
        double normalizer = TokenProbabilities.Normalizer(logits);
        for (int id = 0; id < logits.Length; id++)
        {
            _logProbabilities[id] = (float)(logits[id] - normalizer);
        }

        int length = _job.PromptIds.Length + (beam.Last?.Length ?? 0);
        if (_tokens.Length < length)
        {
            Array.Resize(ref _tokens, 2 * length);
        }

        beam.Last?.Write(_tokens.AsSpan(_job.PromptIds.Length));
        double score = beam.Last?.Score ?? 0;
        ReadOnlySpan<float> row = _rules.Apply(_logProbabilities, _tokens.AsSpan(0, length), _job.PromptIds.Length);
        for (int id = 0; id < row.Length; id++)
        {
            if (row[id] > float.NegativeInfinity)
            {
                _top.Offer(score + row[id], firstKey + id);
            }
        }
    }

    private TokenLogProbability? Told(Beam beam, int id) => _probabilities?.At(Row(beam), id);

    // A prompt whose logits were all wanted has more than one row.
    private ReadOnlySpan<float> Row(Beam beam) => beam.Sequence.Logits[^_vocabularySize..];
}
