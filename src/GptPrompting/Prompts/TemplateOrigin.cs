namespace GptPrompting.Prompts;

/// <summary>
/// Where a template's text stands in its file, so that errors in a template inside YAML name the line of the YAML file.
/// </summary>
/// <param name="Line">
/// Lines before the template's first line, or the one line where <paramref name="IsExact"/> is false.
/// </param>
/// <param name="Column">Columns before the template's first column, or the one column.</param>
/// <param name="IsExact">
/// False where lines were folded or characters escaped: every error is then at the template's start.
/// </param>
internal readonly record struct TemplateOrigin(int Line, int Column, bool IsExact)
{
    /// <summary>A template that is a file of its own.</summary>
    internal static TemplateOrigin WholeFile { get; } = new(0, 0, IsExact: true);

    /// <summary>1-based place in the file of a 1-based place in the template.</summary>
    internal (int Line, int Column) InFile(int line, int column) =>
        IsExact ? (Line + line, Column + column) : (Line, Column);
}
