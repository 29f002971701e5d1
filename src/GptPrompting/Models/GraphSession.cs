using GptPrompting.Models.Folders;
using Microsoft.ML.OnnxRuntime;

namespace GptPrompting.Models;

/// <summary>
/// A decoder in ONNX Runtime: one graph, or one that begins and one that goes on. Together with what it owns this is
/// the only place that knows the names, types and shapes of a layout: above it there are token ids, positions, caches
/// and rows of logits.
/// </summary>
internal sealed class GraphSession : IDisposable
{
    private readonly DecoderGraph _first;
    private readonly DecoderGraph _next;
    private readonly CallGate _gate;
    private readonly PassSteps _steps;

    private GraphSession(DecoderGraph first, DecoderGraph next, GraphSource source)
    {
        (_first, _next) = (first, next);
        _gate = new CallGate(source.Owner);
        Layout = LayoutOf(first.Ports, next.Ports, source);
        VocabularySize = FindVocabularySize(first.Ports.VocabularySize, source.Config, first.Ports.Path);
        States = StateOutputs.Find(first.Ports.Outputs);
        _steps = new PassSteps(first.Ports, next.Ports, VocabularySize, RunOnce);
    }

    public GraphLayout Layout { get; }

    public int VocabularySize { get; }

    /// <inheritdoc cref="IPartwiseSequence.ReadsInParts"/>
    public bool ReadsInParts => Layout.HasCache && _steps.ReadsManyBehindPast;

    /// <summary>The graph that reads a sequence's first tokens.</summary>
    public string Path => _first.Ports.Path;

    public StateOutputs States { get; }

    /// <exception cref="ModelFormatException">
    /// A file is no ONNX graph, no decoder that can be run, or one that the config contradicts.
    /// </exception>
    /// <exception cref="InsufficientMemoryException">There is not enough memory for the weights.</exception>
    public static GraphSession Load(GraphSource source)
    {
        DecoderGraph first = DecoderGraph.Load(source.Files.First, source);
        DecoderGraph next = first;
        try
        {
            if (source.Files.Next is string file)
            {
                next = DecoderGraph.Load(file, source);
                first.Use(next.Ports.Cache);
            }

            return new GraphSession(first, next, source);
        }
        catch
        {
            next.Dispose();
            first.Dispose();
            throw;
        }
    }

    /// <summary>Turns later calls away where the model was disposed.</summary>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public void CheckOpen()
    {
        using CallGate.Visit visit = _gate.Enter();
    }

    /// <summary>Runs the graph over a pass, in several runs where it can read or give only so much in one.</summary>
    /// <param name="pass">What to read, within the vocabulary and the context length.</param>
    /// <param name="runOptions">Of the caller, who sets back Terminate afterwards.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    /// <returns>
    /// Logits of the wanted rows, and past and pass as one cache where <see cref="ForwardPass.KeepsCache"/> asks for
    /// it; the caller releases both.
    /// </returns>
    /// <exception cref="ModelFormatException">
    /// The graph cannot be run, or gave logits of another shape, or such that are NaN or infinite.
    /// </exception>
    /// <exception cref="InsufficientMemoryException">There is not enough memory for the pass.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public (PassOutput Output, KeyValueCache? Present) Run(
        ForwardPass pass, RunOptions runOptions, CancellationToken cancellationToken) =>
        Guard(() => _steps.Run(pass, runOptions), runOptions, cancellationToken);

    /// <summary>Runs the graph once over texts from nothing, for what it computes inside.</summary>
    /// <returns>One tensor for each output, its first axis the text.</returns>
    /// <inheritdoc cref="Run" path="/exception"/>
    public IReadOnlyList<TensorValues> ReadStates(
        TokenBatch batch, IReadOnlyList<string> outputs, CancellationToken cancellationToken)
    {
        using var runOptions = new RunOptions();
        return Guard(ReadOnce, runOptions, cancellationToken);

        TensorValues[] ReadOnce()
        {
            using IDisposableReadOnlyCollection<OrtValue> values = _first.Run(batch.ToPass(), outputs, runOptions);
            return [.. values.Select(TensorValues.Of)];
        }
    }

    public void Dispose()
    {
        if (_gate.Close())
        {
            _next.Dispose();
            _first.Dispose();
        }
    }

    private T Guard<T>(Func<T> run, RunOptions runOptions, CancellationToken cancellationToken)
    {
        using CallGate.Visit visit = _gate.Enter();
        cancellationToken.ThrowIfCancellationRequested();
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static state => ((RunOptions)state!).Terminate = true, runOptions);
        try
        {
            return run();
        }
        catch (OnnxRuntimeException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }

    private IReadOnlyList<OrtValue> RunOnce(ForwardPass pass, RunOptions runOptions) =>
        (pass.Past is null ? _first : _next).Run(pass, runOptions);

    private static GraphLayout LayoutOf(GraphPorts first, GraphPorts next, GraphSource source) => new()
    {
        Kind = source.IsGenAi ? LayoutKind.GenAi
            : next.Cache.Tensors.Count == 0 ? LayoutKind.Plain
            : next.Cache.IsCombined ? LayoutKind.Combined
            : next != first ? LayoutKind.OptimumSplit
            : next.Has(InputRole.HasPast) ? LayoutKind.OptimumMerged
            : LayoutKind.Optimum,
        HasMask = first.Has(InputRole.Mask) && next.Has(InputRole.Mask),
        HasPositions = first.Has(InputRole.Positions) && next.Has(InputRole.Positions),
        Cache = next.Cache,
        CountsSlots = source.CountsSlots || source.SumsMask,
        SumsMask = source.SumsMask,
        GivesLastRowOnly = first.GivesLastRowOnly || next.GivesLastRowOnly,
        MaxBatchSize = Math.Min(first.MaxBatchSize, next.MaxBatchSize),
    };

    /// <exception cref="ModelFormatException">Neither gives it, or they contradict each other.</exception>
    public static int FindVocabularySize(int? columns, ModelConfig config, string path)
    {
        int size = columns ?? config.VocabularySize ?? throw new ModelFormatException(
            path, "neither the graph nor the model's config gives the vocabulary size");
        return config.VocabularySize is int stated && stated != size
            ? throw new ModelFormatException(path,
                $"the logits have {size} columns, but vocab_size in {config.FileName} is {stated}")
            : size;
    }
}
