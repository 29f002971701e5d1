using GptPrompting.Scoring;

namespace GptPrompting.Cli;

/// <summary>Tells whoever looks at the terminal how far a long document is.</summary>
internal sealed class WindowProgress : IProgress<DocumentWindow>
{
    private readonly TextWriter _error;

    private WindowProgress(TextWriter error) => _error = error;

    /// <returns>Null where nobody looks: standard error goes to a file or another program.</returns>
    public static WindowProgress? On(TextWriter error) =>
        ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected ? new WindowProgress(error) : null;

    public void Report(DocumentWindow value)
    {
        // Back to the start of the line each time; the last report leaves it empty.
        string text = $"window {value.Index + 1} of {value.WindowCount}";
        bool isLast = value.Index + 1 == value.WindowCount;
        _error.Write(isLast ? $"\r{new string(' ', text.Length)}\r" : $"\r{text}");
    }
}
