using Microsoft.ML.OnnxRuntime;

namespace GptPrompting.Models.Packed;

/// <summary>
/// A decoder whose graph was rewritten to the packed form: all sequences of a pass in one row, behind what they share.
/// A fork is a list of slots and copies nothing, and a prefix is in memory and computed once.
/// </summary>
/// <remarks>
/// Passes run one at a time. Other threads may begin, fork and dispose sequences meanwhile: who changes or asks which
/// sequence has which slots holds <see cref="_slots"/>, and an arena that a pass runs over is pinned to its place.
/// </remarks>
internal sealed class PackedModel : ICausalModel
{
    // Where a pass computes rather than waits for memory; more tokens only make the bias larger, and leave a core's
    // cache: as many as the model is wide read 401 tokens of one of 160 in nine tenths of the time of 512.
    private const int FewestPerPass = 128;
    private const int MostPerPass = 512;

    private readonly PackedGraph _graph;
    private readonly CallGate _gate;
    private readonly SemaphoreSlim _pass = new(1, 1);
    private readonly Lock _slots = new();
    private readonly SlotMemory _memory = new();
    private readonly Func<SlotArena> _newArena;

    private PackedModel(PackedGraph graph, Type owner)
    {
        (_graph, _gate) = (graph, new CallGate(owner));
        _newArena = () => new SlotArena(graph.Cache, _memory);
    }

    public int VocabularySize => _graph.VocabularySize;

    public required int ContextLength { get; init; }

    /// <summary>
    /// The most new tokens of one pass; the last pass of a long read has up to twice as many, so that none is short.
    /// </summary>
    public required int TokensPerPass { get; init; }

    /// <summary>What its passes can do, as those of other graphs.</summary>
    public GraphLayout Layout => new()
    {
        Kind = LayoutKind.Optimum,
        HasMask = true,
        HasPositions = true,
        Cache = _graph.Cache,
    };

    /// <inheritdoc cref="PackedGraph.Load" path="/exception"/>
    /// <param name="source">The graph and how to run it.</param>
    /// <param name="contextLength">The most tokens of a sequence.</param>
    /// <param name="tokensPerPass">See <see cref="TokensPerPass"/>; null is what suits the model's width.</param>
    public static PackedModel Load(GraphSource source, int contextLength, int? tokensPerPass = null) =>
        new(PackedGraph.Load(source), source.Owner)
        {
            ContextLength = contextLength,
            TokensPerPass = tokensPerPass
                ?? Math.Clamp(source.Config.Cache.Width ?? MostPerPass, FewestPerPass, MostPerPass),
        };

    public ICausalSequence Begin()
    {
        using CallGate.Visit visit = _gate.Enter();
        return new PackedSequence(this);
    }

    public void Read(IReadOnlyList<SequenceRead> reads, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reads);
        Check(reads);
        if (reads.Count == 0)
        {
            return;
        }

        using CallGate.Visit visit = _gate.Enter();
        _pass.Wait(cancellationToken);
        try
        {
            if (IsOnePass(reads))
            {
                Run(reads, cancellationToken);
                return;
            }

            SequenceRead[][] groups = Divide(reads);
            if (groups is [SequenceRead[] only] && PackedPlan.Ends(only, TokensPerPass).Length == 1)
            {
                Run(only, cancellationToken);
            }
            else
            {
                RunForked(groups, cancellationToken);
            }
        }
        finally
        {
            _pass.Release();
        }
    }

    int ICausalModel.RowsPerPass(int past, int tokenCount) => Math.Clamp(TokensPerPass / tokenCount, 1, 64);

    /// <summary>A sequence with the first slots of another.</summary>
    public PackedSequence Fork(PackedSequence sequence, int length)
    {
        using CallGate.Visit visit = _gate.Enter();
        return ForkInside(sequence, length);
    }

    /// <summary>Gives the slots of one sequence to another.</summary>
    public void Move(PackedSequence from, PackedSequence to)
    {
        lock (_slots)
        {
            to.MoveTo(from.Arena, from.Slots);
        }
    }

    /// <summary>Gives a sequence's slots back.</summary>
    public void Release(PackedSequence sequence)
    {
        lock (_slots)
        {
            SlotArena? arena = sequence.Arena;
            sequence.MoveTo(null, new SlotRanges());
            Shrink(arena);
        }
    }

    public void Dispose()
    {
        if (_gate.Close())
        {
            _graph.Dispose();
            _pass.Dispose();
            lock (_slots)
            {
                _memory.Dispose();
            }
        }
    }

    private void Check(IReadOnlyList<SequenceRead> reads)
    {
        for (int i = 0; i < reads.Count; i++)
        {
            if (reads[i].Sequence is not PackedSequence sequence || sequence.Model != this)
            {
                throw new ArgumentException("A sequence is not of this model.", nameof(reads));
            }

            sequence.ThrowIfUnusable();
            SequenceLimits.Check(this, sequence.Length, reads[i].TokenIds.Span, reads[i].Rows);
        }

        SequenceLimits.CheckDistinct(reads);
    }

    private bool IsOnePass(IReadOnlyList<SequenceRead> reads)
    {
        lock (_slots)
        {
            return PackedPlan.IsOnePass(reads, TokensPerPass);
        }
    }

    // At once: others begin and end sequences in the same arenas meanwhile.
    private SequenceRead[][] Divide(IReadOnlyList<SequenceRead> reads)
    {
        lock (_slots)
        {
            return [.. PackedPlan.Divide(reads, TokensPerPass)];
        }
    }

    private PackedSequence ForkInside(PackedSequence sequence, int length)
    {
        var fork = new PackedSequence(this);
        lock (_slots)
        {
            if (length > 0)
            {
                fork.MoveTo(sequence.Arena, sequence.Slots.First(length));
            }
        }

        return fork;
    }

    /// <summary>In several passes, of which all count or none: by forks, which copy nothing.</summary>
    private void RunForked(SequenceRead[][] groups, CancellationToken cancellationToken)
    {
        var all = new List<ForkedRead>();
        try
        {
            foreach (SequenceRead[] group in groups)
            {
                ForkedRead[] forked = [.. group.Select(read =>
                    new ForkedRead(read, ForkInside((PackedSequence)read.Sequence, read.Sequence.Length)))];
                all.AddRange(forked);
                int[] ends = PackedPlan.Ends(group, TokensPerPass);
                foreach (int end in ends)
                {
                    Run([.. forked.Select(read => read.UpTo(end))], cancellationToken, ends[^1] - end);
                    Array.ForEach(forked, read => read.Keep());
                }
            }

            all.ForEach(read => read.End());
        }
        finally
        {
            all.ForEach(read => read.Dispose());
        }
    }

    private void Run(IReadOnlyList<SequenceRead> reads, CancellationToken cancellationToken, int laterTokens = 0)
    {
        SlotArena? arena = null;
        PackedRun? run = null;
        PassOutput? output = null;
        int used = 0;
        try
        {
            lock (_slots)
            {
                arena = PackedPlan.Arrange(reads, _newArena);
                arena.Pin();
                used = arena.Used;
                arena.Reserve(used + PackedPlan.TokenCount(reads) + laterTokens, reads.Count);
                run = _graph.Begin(PassShape.Of(reads, used, arena.Capacity), arena);
                run.Pass.Write(reads, used);
            }

            output = Run(run, arena, cancellationToken);
        }
        catch (OutOfMemoryException e) when (e is not InsufficientMemoryException)
        {
            throw RuntimeFailure.Describe(e, _graph.Path, "keep what this graph reads");
        }
        finally
        {
            lock (_slots)
            {
                if (output is not null)
                {
                    Keep(reads, output, arena!, used);
                    output.Release();
                }
                else
                {
                    run?.Dispose();
                }

                arena?.Unpin();
                Shrink(arena);
            }
        }
    }

    // Otherwise the few tokens that somebody keeps would hold the memory of all who were beside them.
    private void Shrink(SlotArena? arena)
    {
        if (arena is not { IsPinned: false, IsMostlyLeft: true })
        {
            return;
        }

        try
        {
            PackedPlan.Move(arena, _newArena());
        }
        catch (OutOfMemoryException)
        {
            // Without memory for the copy, all stays where it is.
        }
    }

    private PassOutput Run(PackedRun run, SlotArena arena, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static state => ((RunOptions)state!).Terminate = true, run.Options);
        try
        {
            return _graph.Run(run, arena);
        }
        catch (OnnxRuntimeException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    private static void Keep(IReadOnlyList<SequenceRead> reads, PassOutput output, SlotArena arena, int used)
    {
        int row = 0;
        for (int i = 0; i < reads.Count; i++)
        {
            SequenceRead read = reads[i];
            var sequence = (PackedSequence)read.Sequence;
            sequence.Keep(read, output, row);
            row += read.Rows;
            if (read.IsLast)
            {
                sequence.MoveTo(null, new SlotRanges());
            }
            else
            {
                sequence.Take(arena, used, read.TokenIds.Length);
            }

            used += read.TokenIds.Length;
        }
    }
}
