namespace GptPrompting.Prompts;

/// <summary>
/// A prompt file, a data file or a template is wrong. <see cref="Errors"/> has all errors, the message the first.
/// </summary>
/// <remarks>
/// The message reads <c>path(line,col): error: text</c>, or <c>path: error: text</c> where the whole file is at fault.
/// </remarks>
public sealed class PromptFormatException : FormatException
{
    /// <summary>Reports <paramref name="problem"/> in the file <paramref name="path"/> as a whole.</summary>
    public PromptFormatException(string path, string problem, Exception? innerException = null)
        : base($"{path}: error: {problem}", innerException) => (Path, Errors) = (path, [Message]);

    /// <summary>
    /// Reports <paramref name="problem"/> at a 1-based line and column; the path is null for a template that came as
    /// text.
    /// </summary>
    public PromptFormatException(string? path, int line, int column, string problem, Exception? innerException = null)
        : this(path, line, column, [Format(path, line, column, problem)], innerException)
    {
    }

    internal PromptFormatException(
        string? path, int line, int column, IReadOnlyList<string> errors, Exception? innerException = null)
        : base(errors[0], innerException) => (Path, Line, Column, Errors) = (path, line, column, errors);

    /// <summary>The file at fault; null for a template that came as text.</summary>
    public string? Path { get; }

    /// <summary>1-based line of the first error, or null where the whole file is at fault.</summary>
    public int? Line { get; }

    /// <summary>1-based column of the first error in UTF-16 units, or null where <see cref="Line"/> is null.</summary>
    public int? Column { get; }

    /// <summary>Every error that was found, one or more, each with its place; the first is the message.</summary>
    public IReadOnlyList<string> Errors { get; }

    internal static string Format(string? path, int line, int column, string problem) =>
        $"{path ?? "template"}({line},{column}): error: {problem}";
}
