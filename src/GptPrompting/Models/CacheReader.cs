using GptPrompting.Models.Folders;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace GptPrompting.Models;

/// <summary>Finds the key-value cache among a graph's inputs and outputs; sizes may be in the config.</summary>
internal static class CacheReader
{
    /// <returns><see cref="CacheLayout.None"/> where the graph has no past.</returns>
    /// <exception cref="ModelFormatException">
    /// A past has no present, is of another shape or type than can be handled, or contradicts the config.
    /// </exception>
    public static CacheLayout Read(InferenceSession session, GraphNames names, ModelConfig config, string path)
    {
        (string Past, string Present)[] pairs = [.. names.FindPasts(session.InputMetadata.Keys)];
        if (pairs.Length == 0)
        {
            return CacheLayout.None;
        }

        int rank = session.InputMetadata[pairs[0].Past].Dimensions.Length;
        var tensors = new List<CacheTensor>();
        foreach ((string past, string present) in pairs)
        {
            NodeMetadata metadata = session.InputMetadata[past];
            CheckKind(metadata, past, rank, path);
            if (!session.OutputMetadata.ContainsKey(present))
            {
                throw new ModelFormatException(
                    path, $"the graph has the input '{past}' but no output '{present}', which would continue it");
            }

            (int heads, int size) = config.Cache.Join(metadata.Dimensions[^3], metadata.Dimensions[^1], past, path);
            tensors.Add(new CacheTensor(past, present, metadata.ElementDataType, heads, size));
        }

        var layout = new CacheLayout { IsCombined = rank == 5, Tensors = tensors };
        config.Cache.CheckLayers(tensors.Count / (layout.IsCombined ? 1 : 2), path);
        return layout;
    }

    public static bool IsFloat(TensorElementType type) =>
        type is TensorElementType.Float or TensorElementType.Float16 or TensorElementType.BFloat16;

    private static void CheckKind(NodeMetadata past, string name, int rank, string path)
    {
        if (!past.IsTensor || !IsFloat(past.ElementDataType))
        {
            throw new ModelFormatException(path, $"the past '{name}' is of type {GraphPorts.TypeOf(past)}; "
                + "float, float16 and bfloat16 can be kept");
        }

        int[] shape = past.Dimensions;
        if (shape.Length != rank || rank is not (4 or 5) || (rank == 5 && shape[0] is not (2 or -1)))
        {
            throw new ModelFormatException(path, $"the past '{name}' has the shape [{Listed(shape)}]; "
                + "it must be [batch, heads, past, size], or [2, batch, heads, past, size] for keys and values in one");
        }
    }

    private static string Listed(IEnumerable<int> dimensions) =>
        string.Join(", ", dimensions.Select(size => size < 0 ? "?" : size.ToString(null, null)));
}
