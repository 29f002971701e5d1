using GptPrompting.Models;

namespace GptPrompting.Tests.Fakes;

/// <summary>
/// Sequences that are begun, forked, read on together and disposed at random; and the same tokens read one by one.
/// </summary>
internal sealed class RandomReads(ICausalModel model, int seed) : IDisposable
{
    private readonly Random _random = new(seed);
    private readonly List<(ICausalSequence Sequence, int[] TokenIds)> _open = [];

    public int LongestRead { get; init; } = 12;

    /// <summary>Tokens are below this.</summary>
    public int Vocabulary { get; init; } = int.MaxValue;

    /// <summary>Reads the same tokens alone; null for the same model.</summary>
    public ICausalModel? Reference { get; init; }

    public int MostSequences { get; init; } = 12;

    /// <summary>Logits of each read that was made together with others, and of the same tokens read alone.</summary>
    public List<(float[] Together, float[] Alone)> Compared { get; } = [];

    public void Run(int rounds)
    {
        for (int i = 0; i < rounds; i++)
        {
            Change();
            ReadSome();
        }
    }

    public void Dispose() => _open.ForEach(one => one.Sequence.Dispose());

    private void Change()
    {
        while (_open.Count > 1 && (_open.Count > MostSequences || _random.Next(4) == 0))
        {
            int index = _random.Next(_open.Count);
            _open[index].Sequence.Dispose();
            _open.RemoveAt(index);
        }

        _open.Add((model.Begin(), []));
        for (int forks = _random.Next(5); forks > 0; forks--)
        {
            (ICausalSequence sequence, int[] ids) = _open[_random.Next(_open.Count)];
            int length = _random.Next(3) > 0 ? ids.Length : _random.Next(ids.Length + 1);
            _open.Add((sequence.Fork(length), ids[..length]));
        }
    }

    private void ReadSome()
    {
        int[] chosen = [.. Enumerable.Range(0, _open.Count).Where(_ => _random.Next(4) > 0)];
        _random.Shuffle(chosen);
        var reads = new List<SequenceRead>();
        foreach (int index in chosen.Where(index => _open[index].TokenIds.Length < model.ContextLength - LongestRead))
        {
            int[] ids = [.. Enumerable.Range(0, _random.Next(3) > 0 ? 1 : _random.Next(1, LongestRead + 1))
                .Select(_ => _random.Next(Math.Min(Vocabulary, model.VocabularySize)))];
            reads.Add(new SequenceRead(_open[index].Sequence, ids, _random.Next(ids.Length + 1))
            {
                IsLast = _random.Next(8) == 0,
            });
            _open[index] = (_open[index].Sequence, [.. _open[index].TokenIds, .. ids]);
        }

        model.Read(reads);
        foreach (SequenceRead read in reads)
        {
            Compare(read, _open.First(one => one.Sequence == read.Sequence).TokenIds);
        }
    }

    private void Compare(SequenceRead read, int[] ids)
    {
        using ICausalSequence alone = (Reference ?? model).Begin();
        Compared.Add((read.Sequence.Logits.ToArray(), alone.Read(ids, read.Rows).ToArray()));
        if (read.IsLast)
        {
            _open.RemoveAll(one => one.Sequence == read.Sequence);
            read.Sequence.Dispose();
        }
    }
}
