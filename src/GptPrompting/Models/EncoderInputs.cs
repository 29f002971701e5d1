using Microsoft.ML.OnnxRuntime;

namespace GptPrompting.Models;

/// <summary>What the graph of an encoder asks for.</summary>
internal static class EncoderInputs
{
    private static readonly Dictionary<string, InputRole> Roles = new()
    {
        ["input_ids"] = InputRole.TokenIds,
        ["attention_mask"] = InputRole.Mask,
        ["token_type_ids"] = InputRole.TokenTypes,
        ["position_ids"] = InputRole.Positions,
    };

    /// <exception cref="ModelFormatException">The graph asks for something else, or for no token ids.</exception>
    public static GraphInput[] Read(InferenceSession session, string path)
    {
        GraphInput[] inputs = [.. session.InputMetadata.Select(input => Read(input.Key, input.Value, path))];
        return inputs.Any(input => input.Role == InputRole.TokenIds)
            ? inputs
            : throw new ModelFormatException(path, "the graph has no input 'input_ids'; it reads no token ids");
    }

    private static GraphInput Read(string name, NodeMetadata metadata, string path)
    {
        if (!Roles.TryGetValue(name, out InputRole role))
        {
            string hint = name.StartsWith("past", StringComparison.Ordinal)
                ? "; it reads from left to right with a cache: open it as a LanguageModel"
                : "; an encoder reads " + string.Join(", ", Roles.Keys);
            throw new ModelFormatException(
                path, $"the graph asks for the input '{name}', which is not known here{hint}");
        }

        return metadata.IsTensor && GraphInput.CanBe(metadata.ElementDataType)
            ? new GraphInput(name, role, metadata.ElementDataType, metadata.Dimensions.Length)
            : throw new ModelFormatException(path, $"the input '{name}' is of type {GraphPorts.TypeOf(metadata)}; "
                + "int64, int32, float, float16 and bool can be fed");
    }
}
