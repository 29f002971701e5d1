namespace GptPrompting.Prompts;

/// <summary>A place where a template reads a variable, or a field of a demonstration.</summary>
/// <param name="Name">The variable or the field.</param>
/// <param name="Path">The file; null for a template that came as text.</param>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based.</param>
internal readonly record struct TemplateUse(string Name, string? Path, int Line, int Column);
