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
        string problem = hint.Length > 0 ? exception.OriginalMessage.TrimEnd('.') + "." : exception.OriginalMessage;
        return new PromptFormatException(file, line, column, problem + hint, exception);
    }

    internal static PromptFormatException AtStart(string? path, TemplateOrigin origin, string problem) =>
        At(path, origin.InFile(1, 1), problem);

    internal static PromptFormatException At(string? path, (int Line, int Column) place, string problem) =>
        new(path, place.Line, place.Column, problem);

    private static string Format(LogMessage error, string? path, TemplateOrigin origin)
    {
        (int line, int column) = Place(error.Span, origin);
        return PromptFormatException.Format(path, line, column, error.Message);
    }

    internal static (int Line, int Column) Place(SourceSpan span, TemplateOrigin origin) =>
        origin.InFile(span.Start.Line + 1, span.Start.Column + 1);
}
