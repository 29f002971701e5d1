using Microsoft.ML.OnnxRuntime;

namespace Training.Tests;

/// <summary>Runs a decoder graph with ONNX Runtime alone, and keeps its cache from one pass to the next.</summary>
internal sealed class OnnxGraph : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly string[] _pasts;
    private OrtValue[] _cache = [];

    public OnnxGraph(string path)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        _session = new InferenceSession(path, options);
        _pasts = [.. _session.InputMetadata.Keys.Where(name => name.StartsWith("past", StringComparison.Ordinal))];
    }

    /// <summary>Reads tokens behind those read before.</summary>
    /// <param name="ids">[batch, token].</param>
    /// <param name="mask">[batch, past and token]: 0 where there is padding.</param>
    /// <returns>Logits [batch, token].</returns>
    public float[][][] Read(long[][] ids, long[][] mask)
    {
        long[][] positions = [.. mask.Select((row, i) => Positions(row)[^ids[i].Length..])];
        if (_cache.Length == 0)
        {
            _cache = [.. _pasts.Select(name => Empty(_session.InputMetadata[name].Dimensions, ids.Length))];
        }

        using OrtValue idsTensor = Tensor(ids), maskTensor = Tensor(mask), positionsTensor = Tensor(positions);
        string[] names = ["input_ids", "attention_mask", "position_ids", .. _pasts];
        string[] outputs = ["logits", .. _pasts.Select(PresentOf)];
        using IDisposableReadOnlyCollection<OrtValue> results = _session.Run(
            _options, names, [idsTensor, maskTensor, positionsTensor, .. _cache], outputs);
        Keep([.. results.Skip(1)]);
        return Rows(results[0], ids[0].Length);
    }

    public void Dispose()
    {
        Array.ForEach(_cache, value => value.Dispose());
        _options.Dispose();
        _session.Dispose();
    }

    private static string PresentOf(string past) =>
        past.Replace("past_key_values", "present", StringComparison.Ordinal);

    /// <summary>0, 1, 2 ... over what is no padding.</summary>
    private static long[] Positions(long[] mask) =>
        [.. mask.Select((_, i) => Math.Max(0, mask.Take(i + 1).Sum() - 1))];

    private static OrtValue Empty(int[] dimensions, int batch) => OrtValue.CreateTensorValueFromMemory(
        Array.Empty<float>(), [batch, dimensions[1], 0, dimensions[3]]);

    private static OrtValue Tensor(long[][] rows) => OrtValue.CreateTensorValueFromMemory(
        rows.SelectMany(row => row).ToArray(), [rows.Length, rows[0].Length]);

    private static float[][][] Rows(OrtValue logits, int tokens)
    {
        int vocabularySize = (int)logits.GetTensorTypeAndShape().Shape[^1];
        return [.. logits.GetTensorDataAsSpan<float>().ToArray().Chunk(vocabularySize).Chunk(tokens)];
    }

    /// <summary>Copies: what a run gave goes with the run.</summary>
    private void Keep(OrtValue[] presents)
    {
        Array.ForEach(_cache, value => value.Dispose());
        _cache = [.. presents.Select(value => OrtValue.CreateTensorValueFromMemory(
            value.GetTensorDataAsSpan<float>().ToArray(), value.GetTensorTypeAndShape().Shape))];
    }
}
