using Microsoft.ML.OnnxRuntime;

namespace GptPrompting.Models;

/// <summary>
/// A decoder graph in ONNX Runtime. This is the only place that knows the names, types and shapes of a layout: above it
/// there are token ids, positions, caches and rows of logits.
/// </summary>
internal sealed class GraphSession : IDisposable
{
    private readonly InferenceSession _session;
    private readonly string _path;
    private readonly CallGate _gate;

    private GraphSession(InferenceSession session, string path, GraphLayout layout, CallGate gate)
    {
        _session = session;
        _path = path;
        Layout = layout;
        _gate = gate;
    }

    public GraphLayout Layout { get; }

    public required int VocabularySize { get; init; }

    /// <param name="path">The graph.</param>
    /// <param name="config">What the model's folder says of it.</param>
    /// <param name="threads">Threads of one forward pass; null leaves it to ONNX Runtime.</param>
    /// <param name="owner">The type that a call after disposal names: the one that callers know.</param>
    /// <exception cref="ModelFormatException">
    /// The file is no ONNX graph, one of another layout, or one that <paramref name="config"/> contradicts.
    /// </exception>
    public static GraphSession Load(string path, ModelConfig config, int? threads, Type owner)
    {
        InferenceSession session = Open(path, threads);
        try
        {
            GraphLayout layout = GraphLayout.Read(session, path);
            return new GraphSession(session, path, layout, new CallGate(owner))
            {
                VocabularySize = FindVocabularySize(layout, config, path),
            };
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Turns later calls away where the model was disposed.</summary>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public void CheckOpen()
    {
        using CallGate.Visit visit = _gate.Enter();
    }

    /// <summary>Runs the graph once. The caller releases what it gets.</summary>
    /// <returns>Logits, and the cache where <see cref="ForwardPass.KeepsCache"/> asks for it.</returns>
    /// <exception cref="ModelFormatException">The graph cannot be run, or gave logits of another shape.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public (PassOutput Output, KeyValueCache? Present) Run(
        ForwardPass pass, RunOptions runOptions, CancellationToken cancellationToken)
    {
        List<OrtValue> owned = TokenInputs(pass);
        int p = pass.Past?.Slots ?? 0;
        try
        {
            int tokenInputs = owned.Count;
            if (pass.Past is null)
            {
                owned.AddRange(EmptyPast(pass.BatchSize));
            }

            OrtValue[] inputs = [.. owned.Take(tokenInputs), .. pass.Past?.Tensors ?? owned.Skip(tokenInputs)];
            string[] names = [.. pass.KeepsCache ? Layout.OutputNames : Layout.OutputNames.Take(1)];
            IReadOnlyList<OrtValue> outputs = Run(inputs, names, runOptions, cancellationToken);
            CheckLogits(outputs, pass);
            return (new PassOutput(outputs[0], pass.Rows, VocabularySize),
                pass.KeepsCache ? new KeyValueCache([.. outputs.Skip(1)], pass.BatchSize, p + pass.Length) : null);
        }
        finally
        {
            owned.ForEach(value => value.Dispose());
        }
    }

    public void Dispose()
    {
        if (_gate.Close())
        {
            _session.Dispose();
        }
    }

    private IDisposableReadOnlyCollection<OrtValue> Run(
        OrtValue[] inputs, string[] outputNames, RunOptions runOptions, CancellationToken cancellationToken)
    {
        using CallGate.Visit visit = _gate.Enter();
        cancellationToken.ThrowIfCancellationRequested();
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static state => ((RunOptions)state!).Terminate = true, runOptions);
        try
        {
            return _session.Run(runOptions, Layout.InputNames, inputs, outputNames);
        }
        catch (OnnxRuntimeException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelFormatException(_path, $"ONNX Runtime cannot run this graph: {e.Message}", e);
        }
    }

    /// <summary>Ids [b, s], then mask [b, p + s] and positions [b, s] where the graph has them.</summary>
    private List<OrtValue> TokenInputs(ForwardPass pass)
    {
        List<OrtValue> inputs = [Tensor(pass.TokenIds, pass.BatchSize)];
        if (Layout.HasMask)
        {
            inputs.Add(Tensor(pass.Mask, pass.BatchSize));
        }

        if (Layout.HasPositions)
        {
            inputs.Add(Tensor(pass.Positions, pass.BatchSize));
        }

        return inputs;
    }

    private static OrtValue Tensor(long[] values, int rows) =>
        OrtValue.CreateTensorValueFromMemory(values, [rows, values.Length / rows]);

    private IEnumerable<OrtValue> EmptyPast(int batchSize) => Layout.Cache.Tensors.Select(tensor =>
        OrtValue.CreateAllocatedTensorValue(
            OrtAllocator.DefaultInstance, tensor.Type, Layout.Cache.Shape(tensor, batchSize, slots: 0)));

    private void CheckLogits(IReadOnlyList<OrtValue> outputs, ForwardPass pass)
    {
        long[] shape = outputs[0].GetTensorTypeAndShape().Shape;
        if (!shape.SequenceEqual([pass.BatchSize, pass.Length, VocabularySize]))
        {
            foreach (OrtValue output in outputs)
            {
                output.Dispose();
            }

            throw new ModelFormatException(_path, $"the graph gave logits of shape [{string.Join(", ", shape)}] "
                + $"for {pass.Length} tokens; expected [{pass.BatchSize}, {pass.Length}, {VocabularySize}]");
        }
    }

    private static int FindVocabularySize(GraphLayout layout, ModelConfig config, string path)
    {
        int size = layout.VocabularySize ?? config.VocabularySize
            ?? throw new ModelFormatException(path, "neither the graph nor config.json gives the vocabulary size");
        return config.VocabularySize is int stated && stated != size
            ? throw new ModelFormatException(path,
                $"the logits have {size} columns, but vocab_size in config.json is {stated}")
            : size;
    }

    private static InferenceSession Open(string path, int? threads)
    {
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        if (threads is int count)
        {
            options.IntraOpNumThreads = count;
        }

        try
        {
            return new InferenceSession(path, options);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelFormatException(path, $"ONNX Runtime cannot open this file: {e.Message}", e);
        }
    }
}
