namespace GptPrompting.Prompts;

/// <summary>Something that is wrong with a prompt, and where.</summary>
/// <param name="Path">The file at fault.</param>
/// <param name="Line">1-based line; null where the whole file is at fault.</param>
/// <param name="Column">1-based column in UTF-16 units; null where <paramref name="Line"/> is null.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Message">What is wrong, without the place.</param>
public sealed record PromptProblem(
    string Path, int? Line, int? Column, PromptProblemSeverity Severity, string Message)
{
    /// <summary><c>path(line,col): error: text</c>, as compilers write it.</summary>
    public override string ToString()
    {
        string place = Line is null ? Path : $"{Path}({Line},{Column})";
        return $"{place}: {(Severity == PromptProblemSeverity.Error ? "error" : "warning")}: {Message}";
    }

    internal static PromptProblem From(PromptFormatException exception, string path)
    {
        const string Mark = ": error: ";
        string message = exception.Errors[0];
        int at = message.IndexOf(Mark, StringComparison.Ordinal);
        return new PromptProblem(
            exception.Path ?? path,
            exception.Line,
            exception.Column,
            PromptProblemSeverity.Error,
            at < 0 ? message : message[(at + Mark.Length)..]);
    }
}
