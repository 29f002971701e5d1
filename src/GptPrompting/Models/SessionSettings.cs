using Microsoft.ML.OnnxRuntime;

namespace GptPrompting.Models;

/// <summary>How ONNX Runtime runs a graph.</summary>
internal sealed record SessionSettings
{
    /// <summary>Threads of one forward pass; null leaves it to ONNX Runtime.</summary>
    public int? Threads { get; init; }

    /// <exception cref="ModelFormatException">The file is no ONNX graph, or one that cannot be run.</exception>
    /// <exception cref="InsufficientMemoryException">There is not enough memory for its weights.</exception>
    public InferenceSession Open(string path)
    {
        using SessionOptions options = Create();
        try
        {
            return new InferenceSession(path, options);
        }
        catch (OnnxRuntimeException e)
        {
            throw RuntimeFailure.Describe(e, path, "open this file");
        }
    }

    private SessionOptions Create()
    {
        var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
        if (Threads is int count)
        {
            options.IntraOpNumThreads = count;
        }

        return options;
    }
}
