namespace GptPrompting;

/// <summary>
/// A file of a model folder is not what it should be: not ONNX, not JSON, of another kind, or at odds with the others.
/// </summary>
/// <remarks>
/// The message reads <c>path(line,col): error: text</c>, or <c>path: error: text</c> where a file has no lines.
/// </remarks>
public sealed class ModelFormatException : FormatException
{
    /// <summary>Reports <paramref name="problem"/> in the file <paramref name="path"/> as a whole.</summary>
    public ModelFormatException(string path, string problem, Exception? innerException = null)
        : base($"{path}: error: {problem}", innerException) => Path = path;

    /// <summary>
    /// Reports <paramref name="problem"/> at a 1-based line and column of the text file <paramref name="path"/>.
    /// </summary>
    public ModelFormatException(string path, int line, int column, string problem, Exception? innerException = null)
        : base($"{path}({line},{column}): error: {problem}", innerException) =>
        (Path, Line, Column) = (path, line, column);

    /// <summary>The file at fault, as it was named by the caller or found in the folder.</summary>
    public string Path { get; }

    /// <summary>1-based line, or null where the file has no lines or the fault no place.</summary>
    public int? Line { get; }

    /// <summary>1-based column in UTF-16 units, or null where <see cref="Line"/> is null.</summary>
    public int? Column { get; }
}
