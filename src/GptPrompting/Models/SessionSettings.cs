using Microsoft.ML.OnnxRuntime;

namespace GptPrompting.Models;

/// <summary>How ONNX Runtime runs a graph.</summary>
internal sealed record SessionSettings
{
    /// <summary>Threads of one forward pass; null leaves it to ONNX Runtime.</summary>
    public int? Threads { get; init; }

    /// <param name="path">The graph's file.</param>
    /// <param name="rewritten">What to run instead; null runs the file.</param>
    /// <exception cref="ModelFormatException">The file is no ONNX graph, or one that cannot be run.</exception>
    /// <exception cref="InsufficientMemoryException">There is not enough memory for its weights.</exception>
    public InferenceSession Open(string path, RewrittenFile? rewritten = null)
    {
        using SessionOptions options = Create();
        try
        {
            if (rewritten is null)
            {
                return new InferenceSession(path, options);
            }

            options.AddSessionConfigEntry(
                "session.model_external_initializers_file_folder_path", rewritten.WeightFolder);
            return new InferenceSession(rewritten.Model, options);
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
