using Microsoft.ML.OnnxRuntime;

namespace GptPrompting.Models;

/// <summary>A decoder graph, which any number of sequences share.</summary>
internal sealed class OnnxModel : ICausalModel, IStateSource
{
    /// <summary>
    /// Bytes of keys, values and logits that one pass may take, unless a single token takes more. Enough for two rows
    /// behind 700 tokens of a GPT-2 small, where twice as much was 6 % faster and took 200 MB more.
    /// </summary>
    public const long DefaultPassBytes = 256L << 20;

    private readonly PassPlanner _planner;

    private OnnxModel(GraphSession graph, long maxPassBytes)
    {
        Graph = graph;
        _planner = new PassPlanner(graph.Layout, graph.VocabularySize) { MaxBytes = maxPassBytes };
    }

    public int VocabularySize => Graph.VocabularySize;

    public required int ContextLength { get; init; }

    public string Path => Graph.Path;

    public StateOutputs States => Graph.States;

    // No token sees those behind it.
    public bool CanPad => true;

    internal GraphSession Graph { get; }

    /// <inheritdoc cref="GraphSession.Load"/>
    /// <param name="source">The graph and how to run it.</param>
    /// <param name="contextLength">The most tokens of a sequence.</param>
    /// <param name="maxPassBytes">See <see cref="DefaultPassBytes"/>.</param>
    public static OnnxModel Load(GraphSource source, int contextLength, long maxPassBytes = DefaultPassBytes) =>
        new(GraphSession.Load(source), maxPassBytes) { ContextLength = contextLength };

    public ICausalSequence Begin()
    {
        Graph.CheckOpen();
        return new OnnxSequence(this);
    }

    public void Read(IReadOnlyList<SequenceRead> reads, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reads);
        Check(reads);
        if (reads.Count == 1)
        {
            ReadAlone(reads, cancellationToken);
            return;
        }

        foreach (List<SequenceRead> pass in _planner.Plan(reads))
        {
            if (pass.Count == 1)
            {
                ReadAlone(pass, cancellationToken);
            }
            else
            {
                Run(pass, cancellationToken);
            }
        }
    }

    int ICausalModel.RowsPerPass(int past, int tokenCount) => _planner.Rows(past, tokenCount);

    public IReadOnlyList<TensorValues> ReadStates(
        TokenBatch batch, IReadOnlyList<string> outputs, CancellationToken cancellationToken) =>
        Graph.ReadStates(batch, outputs, cancellationToken);

    public void Dispose() => Graph.Dispose();

    private void Check(IReadOnlyList<SequenceRead> reads)
    {
        for (int i = 0; i < reads.Count; i++)
        {
            if (reads[i].Sequence is not OnnxSequence sequence || sequence.Model != this)
            {
                throw new ArgumentException("A sequence is not of this model.", nameof(reads));
            }

            sequence.ThrowIfUnusable();
            SequenceLimits.Check(this, sequence.Length, reads[i].TokenIds.Span, reads[i].Rows);
        }

        SequenceLimits.CheckDistinct(reads);
    }

    /// <summary>In several passes where one would take too much memory; all or none of them count.</summary>
    private void ReadAlone(IReadOnlyList<SequenceRead> reads, CancellationToken cancellationToken)
    {
        SequenceRead read = reads[0];
        if (_planner.FitsIntoOnePass(read))
        {
            Run(reads, cancellationToken);
            return;
        }

        using var forked = new ForkedRead(read, (OnnxSequence)read.Sequence.Fork(read.Sequence.Length));
        foreach (int end in _planner.Ends(read))
        {
            Run([forked.UpTo(end)], cancellationToken);
            forked.Keep();
        }

        forked.End();
    }

    private void Run(IReadOnlyList<SequenceRead> reads, CancellationToken cancellationToken)
    {
        bool isInPlace = PassBuilder.IsInPlace(Graph.Layout, reads);
        ForwardPass pass = PassBuilder.Build(Graph.Layout, reads);
        try
        {
            using var runOptions = new RunOptions();
            (PassOutput output, KeyValueCache? present) = Graph.Run(pass, runOptions, cancellationToken);
            Keep(reads, new PassResult(output, present, pass.Past?.Slots ?? 0, isInPlace));
        }
        finally
        {
            pass.Past?.Release();
        }
    }

    private static void Keep(IReadOnlyList<SequenceRead> reads, PassResult result)
    {
        int firstLogits = 0;
        for (int i = 0; i < reads.Count; i++)
        {
            ((OnnxSequence)reads[i].Sequence).Keep(reads[i], result, i, firstLogits);
            firstLogits += reads[i].Rows;
        }

        result.Output.Release();
        result.Present?.Release();
    }
}
