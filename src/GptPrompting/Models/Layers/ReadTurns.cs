namespace GptPrompting.Models.Layers;

/// <summary>
/// Reads of one caller that are made a turn at a time. All sequences have read all their tokens in the end or none,
/// whatever turn fails.
/// </summary>
/// <param name="reads">The reads.</param>
internal sealed class ReadTurns(IReadOnlyList<SequenceRead> reads) : IDisposable
{
    // Of these, only the last one may have tokens left.
    private readonly List<ForkedRead> _begun = [];

    public bool IsDone { get; private set; }

    /// <summary>Reads on: so many tokens, or what cannot be divided.</summary>
    public void Run(ICausalModel model, int mostTokens, CancellationToken cancellationToken)
    {
        if (_begun.Count == 0 && reads.Sum(read => read.TokenIds.Length) <= mostTokens)
        {
            model.Read(reads, cancellationToken);
            IsDone = true;
            return;
        }

        int first = _begun is [] or [.., { Left: 0 }] ? _begun.Count : _begun.Count - 1;
        model.Read(Next(first, mostTokens), cancellationToken);
        _begun[first..].ForEach(read => read.Keep());
        if (_begun.Count == reads.Count && _begun[^1].Left == 0)
        {
            _begun.ForEach(read => read.End());
            IsDone = true;
        }
    }

    public void Dispose() => _begun.ForEach(read => read.Dispose());

    /// <summary>A part of one read, or what is left of it and whole reads behind it as far as there is room.</summary>
    private List<SequenceRead> Next(int first, int mostTokens)
    {
        ForkedRead read = first < _begun.Count ? _begun[first] : Begin();
        int tokens = PartLength(reads[first].Sequence, read.Left, mostTokens);
        bool isRest = tokens == read.Left;
        List<SequenceRead> parts = [read.UpTo(read.Start + tokens)];
        while (isRest && _begun.Count < reads.Count && tokens + reads[_begun.Count].TokenIds.Length <= mostTokens)
        {
            tokens += reads[_begun.Count].TokenIds.Length;
            parts.Add(Begin().UpTo(int.MaxValue));
        }

        return parts;
    }

    private ForkedRead Begin()
    {
        SequenceRead read = reads[_begun.Count];
        _begun.Add(new ForkedRead(read, (IPartwiseSequence)read.Sequence.Fork(read.Sequence.Length)));
        return _begun[^1];
    }

    // Parts of about the same length, since a short one takes nearly as long.
    private static int PartLength(ICausalSequence sequence, int left, int mostTokens)
    {
        int parts = sequence is IPartwiseSequence { ReadsInParts: true } ? (left + mostTokens - 1) / mostTokens : 1;
        return (left + parts - 1) / parts;
    }
}
