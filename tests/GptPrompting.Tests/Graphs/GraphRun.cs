using GptPrompting.Graphs;
using GptPrompting.Graphs.Format;
using GptPrompting.Graphs.Rewrites;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace GptPrompting.Tests.Graphs;

/// <summary>Runs a decoder graph, plain or packed, on one sequence that grows; gives logits of wanted rows.</summary>
internal sealed class GraphRun : IDisposable
{
    private const int Capacity = 48;

    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly string[] _caches;
    private readonly bool _isPacked;
    private OrtValue[] _past;
    private int _length;

    public GraphRun(byte[] model, string folder)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        options.AddSessionConfigEntry("session.model_external_initializers_file_folder_path", folder);
        _session = new InferenceSession(model, options);
        _isPacked = _session.InputMetadata.ContainsKey(PackedInputs.Bias);
        _caches = [.. _session.InputMetadata.Keys.Where(name => name.StartsWith("past", StringComparison.Ordinal))];
        _past = [.. _caches.Select(name => Empty(_session.InputMetadata[name].Dimensions))];
    }

    public GraphRun(OnnxGraph graph)
        : this(File.ReadAllBytes(graph.Path), Path.GetDirectoryName(graph.Path)!)
    {
    }

    /// <summary>Reads tokens behind those read before; a bias [s, total] may say who sees whom.</summary>
    public float[] Read(long[] ids, int[] rows, float[]? bias = null, long[]? positions = null)
    {
        int total = _length + ids.Length;
        positions ??= [.. Enumerable.Range(_length, ids.Length).Select(i => (long)i)];
        bias ??= Causal(ids.Length, total);
        Dictionary<string, OrtValue> inputs = _session.InputMetadata.Keys.Except(_caches).ToDictionary(
            name => name, name => Input(name, ids, rows, bias, positions));
        try
        {
            return _isPacked ? RunPacked(inputs, total) : RunPlain(inputs, rows, total);
        }
        finally
        {
            Array.ForEach([.. inputs.Values], value => value.Dispose());
        }
    }

    public void Dispose()
    {
        Array.ForEach(_past, value => value.Dispose());
        _options.Dispose();
        _session.Dispose();
    }

    /// <summary>Each token sees those before it and itself.</summary>
    public static float[] Causal(int count, int total) =>
        [.. Enumerable.Range(0, count * total).Select(i => i % total <= total - count + (i / total) ? 0 : -1e9f)];

    private OrtValue Input(string name, long[] ids, int[] rows, float[] bias, long[] positions)
    {
        int total = _length + ids.Length;
        return name switch
        {
            "input_ids" => Tensor(ids, 1, ids.Length),
            "position_ids" => Tensor(positions, 1, ids.Length),
            "attention_mask" => Tensor([.. Enumerable.Repeat(1L, total)], 1, total),
            "rows" => Tensor([.. rows.Select(row => (long)row)], rows.Length),
            "attention_bias" => Tensor(bias, 1, 1, ids.Length, total),
            "seqlens_k" => Tensor([total - 1], 1),
            "num_logits_to_keep" => Tensor<long>([0]),
            "total_sequence_length" => Tensor<int>([total]),
            _ => throw new InvalidOperationException($"The graph has an input '{name}'."),
        };
    }

    private float[] RunPlain(Dictionary<string, OrtValue> inputs, int[] rows, int total)
    {
        using IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(
            _options, [.. inputs.Keys, .. _caches], [.. inputs.Values, .. _past], [.. _session.OutputMetadata.Keys]);
        Array.ForEach(_past, value => value.Dispose());
        int at = _session.OutputMetadata.Keys.ToList().IndexOf("logits");
        _past = [.. outputs.Where((_, i) => i != at).Select(Copy)];
        _length = total;
        OrtValue logits = outputs[at];
        long[] shape = logits.GetTensorTypeAndShape().Shape;
        float[] all = logits.GetTensorDataAsSpan<float>().ToArray();
        int width = (int)shape[^1];
        return shape.Length == 2 ? all : [.. rows.SelectMany(row => all.AsSpan(row * width, width).ToArray())];
    }

    private float[] RunPacked(Dictionary<string, OrtValue> inputs, int total)
    {
        using OrtIoBinding binding = _session.CreateIoBinding();
        foreach ((string name, OrtValue value) in inputs)
        {
            binding.BindInput(name, value);
        }

        string[] presents = [.. _session.OutputMetadata.Keys.Where(name => name != "logits")];
        for (int i = 0; i < _past.Length; i++)
        {
            binding.BindInput(_caches[i], _past[i]);
            binding.BindOutput(presents[i], _past[i]);
        }

        binding.BindOutputToDevice("logits", OrtMemoryInfo.DefaultInstance);
        _session.RunWithBinding(_options, binding);
        using IDisposableReadOnlyCollection<OrtValue> outputs = binding.GetOutputValues();
        _length = total;
        return outputs.First(output => output.GetTensorTypeAndShape().Shape.Length == 2)
            .GetTensorDataAsSpan<float>().ToArray();
    }

    private OrtValue Empty(int[] shape)
    {
        OrtValue value = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TensorElementType.Float,
            [1, shape[1], _isPacked ? Capacity : 0, shape[3]]);
        value.GetTensorMutableDataAsSpan<float>().Clear();
        return value;
    }

    private static OrtValue Copy(OrtValue value)
    {
        OrtValue copy = OrtValue.CreateAllocatedTensorValue(
            OrtAllocator.DefaultInstance, TensorElementType.Float, value.GetTensorTypeAndShape().Shape);
        value.GetTensorDataAsSpan<float>().CopyTo(copy.GetTensorMutableDataAsSpan<float>());
        return copy;
    }

    private static OrtValue Tensor<T>(T[] values, params long[] shape)
        where T : unmanaged => OrtValue.CreateTensorValueFromMemory(values, shape);
}
