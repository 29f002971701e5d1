using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Scriban;

/// <summary>A parsed template. It holds no state of a rendering, so threads may share it.</summary>
public class Template
{
    private Template(string? sourceFilePath) => SourceFilePath = sourceFilePath;

    public string? SourceFilePath { get; }

    public ScriptPage? Page { get; private init; }

    public bool HasErrors => Messages.HasErrors;

    public LogMessageBag Messages { get; } = new();

    public static Template Parse(
        string text,
        string? sourceFilePath = null,
        ParserOptions? parserOptions = null,
        LexerOptions? lexerOptions = null)
    {
        if (string.IsNullOrEmpty(text))
        {
            var span = new SourceSpan(sourceFilePath ?? string.Empty, default, TextPosition.Eof);
            return new Template(sourceFilePath) { Page = new ScriptPage { Span = span } };
        }

        var lexer = new Lexer(text, sourceFilePath, lexerOptions ?? new LexerOptions());
        var parser = new Parser(lexer, parserOptions ?? new ParserOptions());
        var template = new Template(sourceFilePath) { Page = parser.Run() };
        template.Messages.AddRange(parser.Messages);
        return template;
    }

    /// <summary>Renders into the context's output and returns, and clears, what is there then.</summary>
    public string Render(TemplateContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        object? result = Run(context);
        if (result is not null && context.EnableOutput) context.Write(Page!.Span, result);
        string text = context.Output.ToString() ?? string.Empty;
        if (context.Output is StringBuilderOutput output) output.Builder.Clear();
        return text;
    }

    public string Render(
        object? model = null, MemberRenamerDelegate? memberRenamer = null, MemberFilterDelegate? memberFilter = null)
    {
        var globals = new ScriptObject();
        globals.Import(model, memberFilter, memberRenamer);
        var context = new TemplateContext
        {
            MemberRenamer = memberRenamer ?? StandardMemberRenamer.Default,
            MemberFilter = memberFilter,
        };
        context.PushGlobal(globals);
        return Render(context);
    }

    /// <summary>The value of the last statement; nothing is written.</summary>
    public object? Evaluate(TemplateContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        bool previous = context.EnableOutput;
        context.EnableOutput = false;
        try
        {
            return Run(context);
        }
        finally
        {
            context.EnableOutput = previous;
        }
    }

    private object? Run(TemplateContext context)
    {
        if (HasErrors)
        {
            throw new InvalidOperationException(
                "This template has errors. Check the <Template.HasError> and <Template.Messages> before evaluating "
                + "a template. Messages:\n" + string.Join("\n", Messages));
        }

        if (SourceFilePath is not null) context.PushSourceFile(SourceFilePath);
        try
        {
            return Page is null ? null : context.Evaluate(Page);
        }
        finally
        {
            if (SourceFilePath is not null) context.PopSourceFile();
        }
    }
}
