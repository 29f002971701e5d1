using Microsoft.ML.OnnxRuntime;

namespace GptPrompting.Models;

/// <summary>One graph file in ONNX Runtime.</summary>
internal sealed class DecoderGraph(InferenceSession session, GraphPorts ports) : IDisposable
{
    private readonly string[] _logitsOnly = [ports.Logits];
    private string[] _inputs = [];
    private string[] _outputs = [];

    public GraphPorts Ports => ports;

    /// <exception cref="ModelFormatException">
    /// The file is no ONNX graph, no decoder, or one that the config contradicts.
    /// </exception>
    /// <exception cref="InsufficientMemoryException">There is not enough memory for its weights.</exception>
    public static DecoderGraph Load(string path, GraphSource source)
    {
        InferenceSession session = source.Settings.Open(path, source.Rewritten.GetValueOrDefault(path));
        try
        {
            var graph = new DecoderGraph(session, GraphPorts.Read(session, source.Names, source.Config, path));
            graph.Use(graph.Ports.Cache);
            return graph;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Which cache its runs give, which may be more than it reads: a first graph begins one.</summary>
    /// <exception cref="ModelFormatException">It does not give one of the tensors.</exception>
    public void Use(CacheLayout cache)
    {
        string? missing = cache.Tensors.Select(tensor => tensor.Present).FirstOrDefault(
            name => !ports.Outputs.Contains(name));
        if (missing is not null)
        {
            throw new ModelFormatException(ports.Path, $"the graph has no output '{missing}', "
                + "which the graph that goes on from it reads");
        }

        _inputs = [.. ports.Inputs.Select(input => input.Name), .. ports.Cache.Tensors.Select(tensor => tensor.Past)];
        _outputs = [ports.Logits, .. cache.Tensors.Select(tensor => tensor.Present)];
    }

    /// <returns>Logits, then the present if the pass keeps it; the caller disposes them.</returns>
    /// <exception cref="ModelFormatException">The graph cannot be run.</exception>
    /// <exception cref="InsufficientMemoryException">There is not enough memory for it.</exception>
    public IReadOnlyList<OrtValue> Run(ForwardPass pass, RunOptions runOptions) =>
        Run(pass, pass.KeepsCache ? _outputs : _logitsOnly, runOptions);

    /// <returns>Outputs of these names; the caller disposes them.</returns>
    /// <inheritdoc cref="Run(ForwardPass, RunOptions)" path="/exception"/>
    public IDisposableReadOnlyCollection<OrtValue> Run(
        ForwardPass pass, IReadOnlyCollection<string> outputs, RunOptions runOptions)
    {
        var inputs = new OrtValue[_inputs.Length];
        try
        {
            for (int i = 0; i < inputs.Length; i++)
            {
                inputs[i] = Input(i, pass);
            }

            return session.Run(runOptions, _inputs, inputs, outputs);
        }
        catch (OnnxRuntimeException e) when (!runOptions.Terminate)
        {
            throw RuntimeFailure.Describe(e, ports.Path, "run this graph");
        }
        finally
        {
            int own = pass.Past is null ? inputs.Length : ports.Inputs.Count;
            for (int i = 0; i < own; i++)
            {
                inputs[i]?.Dispose();
            }
        }
    }

    public void Dispose() => session.Dispose();

    // A past that there is stays the caller's.
    private OrtValue Input(int index, ForwardPass pass)
    {
        if (index < ports.Inputs.Count)
        {
            return ports.Inputs[index].Value(pass);
        }

        index -= ports.Inputs.Count;
        return pass.Past?.Tensors[index] ?? OrtValue.CreateAllocatedTensorValue(
            OrtAllocator.DefaultInstance, ports.Cache.Tensors[index].Type,
            ports.Cache.Shape(ports.Cache.Tensors[index], pass.BatchSize, slots: 0));
    }
}
