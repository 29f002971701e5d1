using Microsoft.ML.OnnxRuntime;

namespace GptPrompting.Models;

/// <summary>A decoder graph in one ONNX Runtime session, which any number of sequences share.</summary>
internal sealed class OnnxModel : ICausalModel
{
    private readonly InferenceSession _session;
    private readonly string _path;
    private readonly CallGate _gate;

    private OnnxModel(InferenceSession session, string path, GraphSignature signature, CallGate gate)
    {
        _session = session;
        _path = path;
        Signature = signature;
        _gate = gate;
    }

    public required int VocabularySize { get; init; }

    public required int ContextLength { get; init; }

    internal GraphSignature Signature { get; }

    /// <param name="path">The graph.</param>
    /// <param name="config">What the model's folder says of it.</param>
    /// <param name="contextLength">The most tokens of a sequence.</param>
    /// <param name="threads">Threads of one forward pass; null leaves it to ONNX Runtime.</param>
    /// <param name="owner">The type that a call after disposal names: the one that callers know.</param>
    /// <exception cref="ModelFormatException">
    /// The file is no ONNX graph, one of another layout, or one that <paramref name="config"/> contradicts.
    /// </exception>
    public static OnnxModel Load(string path, ModelConfig config, int contextLength, int? threads, Type owner)
    {
        InferenceSession session = Open(path, threads);
        try
        {
            GraphSignature signature = GraphSignature.Read(session, path);
            int vocabularySize = signature.VocabularySize ?? config.VocabularySize
                ?? throw new ModelFormatException(path, "neither the graph nor config.json gives the vocabulary size");
            if (config.VocabularySize is int stated && stated != vocabularySize)
            {
                throw new ModelFormatException(path,
                    $"the logits have {vocabularySize} columns, but vocab_size in config.json is {stated}");
            }

            return new OnnxModel(session, path, signature, new CallGate(owner))
            {
                VocabularySize = vocabularySize,
                ContextLength = contextLength,
            };
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public ICausalSequence Begin()
    {
        using CallGate.Visit visit = _gate.Enter();
        return new OnnxSequence(this);
    }

    public void Dispose()
    {
        if (_gate.Close())
        {
            _session.Dispose();
        }
    }

    /// <summary>Runs the graph once. The caller owns the outputs.</summary>
    internal IDisposableReadOnlyCollection<OrtValue> Run(
        IReadOnlyCollection<OrtValue> inputs, RunOptions runOptions, CancellationToken cancellationToken)
    {
        using CallGate.Visit visit = _gate.Enter();
        cancellationToken.ThrowIfCancellationRequested();
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static state => ((RunOptions)state!).Terminate = true, runOptions);
        try
        {
            return _session.Run(runOptions, Signature.InputNames, inputs, Signature.OutputNames);
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

    /// <exception cref="ModelFormatException">
    /// The graph gave logits of another shape than [1, <paramref name="count"/>, VocabularySize].
    /// </exception>
    internal void CheckLogits(IReadOnlyList<OrtValue> outputs, int count)
    {
        long[] shape = outputs[0].GetTensorTypeAndShape().Shape;
        if (shape is not [1, long rows, long columns] || rows != count || columns != VocabularySize)
        {
            foreach (OrtValue output in outputs)
            {
                output.Dispose();
            }

            throw new ModelFormatException(_path, $"the graph gave logits of shape [{string.Join(", ", shape)}] "
                + $"for {count} tokens; expected [1, {count}, {VocabularySize}]");
        }
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
