using Microsoft.ML.OnnxRuntime;

namespace GptPrompting.Models;

/// <summary>What to tell a caller of an error of ONNX Runtime.</summary>
internal static class RuntimeFailure
{
    // What ONNX Runtime's arena and the C++ library say; there is no error code for it.
    private static readonly string[] MemoryMessages =
        ["Failed to allocate memory", "bad allocation", "bad_alloc", "out of memory"];

    /// <param name="error">The error.</param>
    /// <param name="path">The graph.</param>
    /// <param name="action">What could not be done, after "cannot".</param>
    public static Exception Describe(OnnxRuntimeException error, string path, string action) =>
        MemoryMessages.Any(message => error.Message.Contains(message, StringComparison.OrdinalIgnoreCase))
            ? OutOfMemory(error, path, action, $" ONNX Runtime says: {error.Message.TrimEnd()}")
            : new ModelFormatException(path, $"ONNX Runtime cannot {action}: {error.Message}{Hint(error)}", error);

    // Token ids and positions are all that is looked up in tables here, and both were checked against the config.
    private static string Hint(OnnxRuntimeException error) =>
        error.Message.Contains("out of data bounds", StringComparison.Ordinal)
            ? " A table of the graph is shorter than the folder's config says: compare its context length "
                + "(n_positions, max_position_embeddings, context_length) and vocab_size with the range given here."
            : "";

    /// <inheritdoc cref="Describe(OnnxRuntimeException, string, string)"/>
    public static Exception Describe(OutOfMemoryException error, string path, string action) =>
        OutOfMemory(error, path, action, details: "");

    private static InsufficientMemoryException OutOfMemory(
        Exception error, string path, string action, string details) => new(
            $"There is not enough memory to {action}: {path}. Fewer tokens or rows at once, "
            + $"or a graph with smaller weights, need less.{details}", error);
}
