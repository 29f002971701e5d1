using Microsoft.ML.OnnxRuntime;

namespace GptPrompting.Models;

/// <summary>
/// A graph that reads whole texts, every token seeing those on both sides: <c>input_ids</c> [b, s],
/// <c>attention_mask</c> [b, s], <c>token_type_ids</c> [b, s], <c>position_ids</c> [b, s], all but the first optional.
/// </summary>
internal sealed class EncoderGraph : IStateSource, IDisposable
{
    public const string Logits = "logits";

    private readonly InferenceSession _session;
    private readonly GraphInput[] _inputs;
    private readonly string[] _inputNames;
    private readonly CallGate _gate;

    private EncoderGraph(InferenceSession session, string path, Type owner)
    {
        (_session, Path) = (session, path);
        _inputs = EncoderInputs.Read(session, path);
        _inputNames = [.. _inputs.Select(input => input.Name)];
        _gate = new CallGate(owner);
        States = StateOutputs.Find(session.OutputMetadata.Keys);
    }

    public string Path { get; }

    public StateOutputs States { get; }

    public bool CanPad => _inputs.Any(input => input.Role == InputRole.Mask);

    /// <summary>The position that the model gives a text's first token.</summary>
    public int FirstPosition { get; init; }

    public IReadOnlyDictionary<string, NodeMetadata> Outputs => _session.OutputMetadata;

    /// <exception cref="ModelFormatException">
    /// The file is no ONNX graph, or one that asks for other inputs.
    /// </exception>
    /// <exception cref="InsufficientMemoryException">There is not enough memory for its weights.</exception>
    /// <param name="path">The graph's file.</param>
    /// <param name="settings">How to run it.</param>
    /// <param name="firstPosition">See <see cref="FirstPosition"/>.</param>
    /// <param name="owner">The type that callers know.</param>
    /// <param name="rewritten">What to run instead; null runs the file.</param>
    public static EncoderGraph Load(
        string path, SessionSettings settings, int firstPosition, Type owner, RewrittenFile? rewritten = null)
    {
        InferenceSession session = settings.Open(path, rewritten);
        try
        {
            return new EncoderGraph(session, path, owner) { FirstPosition = firstPosition };
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public IReadOnlyList<TensorValues> ReadStates(
        TokenBatch batch, IReadOnlyList<string> outputs, CancellationToken cancellationToken) =>
        Run(batch, outputs, values => values.Select(TensorValues.Of).ToArray(), cancellationToken);

    /// <summary>One forward pass.</summary>
    /// <param name="batch">What to read.</param>
    /// <param name="outputs">What is wanted of the graph.</param>
    /// <param name="take">Takes what it needs of the outputs, which are freed afterwards.</param>
    /// <param name="cancellationToken">Ends the computation.</param>
    /// <exception cref="ModelFormatException">The graph cannot be run.</exception>
    /// <exception cref="InsufficientMemoryException">There is not enough memory for the pass.</exception>
    /// <exception cref="ObjectDisposedException">The model was disposed.</exception>
    public T Run<T>(
        TokenBatch batch,
        IReadOnlyList<string> outputs,
        Func<IReadOnlyList<OrtValue>, T> take,
        CancellationToken cancellationToken)
    {
        using CallGate.Visit visit = _gate.Enter();
        cancellationToken.ThrowIfCancellationRequested();
        using var runOptions = new RunOptions();
        using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static state => ((RunOptions)state!).Terminate = true, runOptions);
        ForwardPass pass = batch.ToPass(FirstPosition);
        var inputs = new List<OrtValue>(_inputs.Length);
        try
        {
            inputs.AddRange(_inputs.Select(input => input.Value(pass)));
            using IDisposableReadOnlyCollection<OrtValue> values =
                _session.Run(runOptions, _inputNames, inputs, outputs);
            return take(values);
        }
        catch (OnnxRuntimeException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OnnxRuntimeException e)
        {
            throw RuntimeFailure.Describe(e, Path, "run this graph");
        }
        finally
        {
            inputs.ForEach(input => input.Dispose());
        }
    }

    public void Dispose()
    {
        if (_gate.Close())
        {
            _session.Dispose();
        }
    }
}
