using Scriban;
using Scriban.Parsing;
using Scriban.Syntax;

namespace GptPrompting.Prompts;

/// <summary>
/// The template engine's errors as <see cref="PromptFormatException"/>, with places that count from 1.
/// </summary>
internal static class TemplateErrors
{
    internal static void ThrowIfAny(Template template, string? path, TemplateOrigin origin)
    {
        if (!template.HasErrors)
        {
            return;
        }

        LogMessage[] errors = [.. template.Messages.Where(message => message.Type == ParserMessageType.Error)];
        (int line, int column) = Place(errors[0].Span, origin);
        throw new PromptFormatException(path, line, column, [.. errors.Select(error => Format(error, path, origin))]);
    }

    /// <summary>
    /// An error while rendering; <paramref name="partials"/> tells whether it happened in an included file.
    /// </summary>
    internal static PromptFormatException From(
        ScriptRuntimeException exception, string? path, TemplateOrigin origin, TemplatePartials partials, string hint)
    {
        bool isPartial = partials.Has(exception.Span.FileName);
        (int line, int column) = Place(exception.Span, isPartial ? TemplateOrigin.WholeFile : origin);
        string? file = isPartial ? exception.Span.FileName : path;
        return new PromptFormatException(file, line, column, exception.OriginalMessage + hint, exception);
    }

    internal static PromptFormatException AtStart(string? path, TemplateOrigin origin, string problem)
    {
        (int line, int column) = origin.InFile(1, 1);
        return new PromptFormatException(path, line, column, problem);
    }

    private static string Format(LogMessage error, string? path, TemplateOrigin origin)
    {
        (int line, int column) = Place(error.Span, origin);
        return PromptFormatException.Format(path, line, column, error.Message);
    }

    private static (int Line, int Column) Place(SourceSpan span, TemplateOrigin origin) =>
        origin.InFile(span.Start.Line + 1, span.Start.Column + 1);
}
