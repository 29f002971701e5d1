using Microsoft.ML.OnnxRuntime;

namespace GptPrompting.Models;

/// <summary>How ONNX Runtime runs a graph; <see cref="LanguageModelOptions"/> says what each is and why.</summary>
internal sealed record SessionSettings
{
    public static string RuntimeVersion => OrtEnv.Instance().GetVersionString();

    public ExecutionProvider Provider { get; init; }

    public IReadOnlyDictionary<string, string> ProviderOptions { get; init; } = new Dictionary<string, string>();

    /// <summary>Threads of one forward pass; null leaves it to ONNX Runtime.</summary>
    public int? Threads { get; init; }

    public bool Spinning { get; init; }

    public bool MemoryArena { get; init; } = true;

    public bool MemoryPattern { get; init; } = true;

    public bool Prepacking { get; init; } = true;

    public bool LargePages { get; init; } = true;

    /// <param name="path">The graph's file.</param>
    /// <param name="rewritten">What to run instead; null runs the file.</param>
    /// <exception cref="ModelFormatException">The file is no ONNX graph, or one that cannot be run.</exception>
    /// <exception cref="InsufficientMemoryException">There is not enough memory for its weights.</exception>
    /// <exception cref="PlatformNotSupportedException">The native library lacks the provider.</exception>
    public InferenceSession Open(string path, RewrittenFile? rewritten = null)
    {
        using SessionOptions options = Create();
        LargePages? pages = LargePages ? Models.LargePages.Watch() : null;
        try
        {
            InferenceSession session = Open(path, rewritten, options);
            pages?.MoveNew(wait: TimeSpan.FromSeconds(1));
            return session;
        }
        catch (OnnxRuntimeException e)
        {
            throw RuntimeFailure.Describe(e, path, "open this file");
        }
    }

    private static InferenceSession Open(string path, RewrittenFile? rewritten, SessionOptions options)
    {
        if (rewritten is null)
        {
            return new InferenceSession(path, options);
        }

        options.AddSessionConfigEntry(
            "session.model_external_initializers_file_folder_path", rewritten.WeightFolder);
        return new InferenceSession(rewritten.Model, options);
    }

    private SessionOptions Create()
    {
        var options = new SessionOptions
        {
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
            EnableCpuMemArena = MemoryArena,
            EnableMemoryPattern = MemoryPattern,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", Spinning ? "1" : "0");
        options.AddSessionConfigEntry("session.disable_prepacking", Prepacking ? "0" : "1");
        if (Threads is int count)
        {
            options.IntraOpNumThreads = count;
        }

        try
        {
            ProviderSetup.Append(options, Provider, ProviderOptions);
            return options;
        }
        catch
        {
            options.Dispose();
            throw;
        }
    }
}
