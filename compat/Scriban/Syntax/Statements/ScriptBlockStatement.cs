namespace Scriban.Syntax;

public sealed class ScriptBlockStatement : ScriptStatement
{
    internal ScriptBlockStatement()
    {
    }

    internal List<ScriptStatement> Statements { get; } = [];

    internal override (string Name, string Example) Syntax => ("block statement", "<statement>...end");

    internal override IEnumerable<ScriptNode?> Parts => Statements;

    /// <summary>Writes what its statements give; its value is that of the last one, if that is not written.</summary>
    public override object? Evaluate(TemplateContext context)
    {
        string? outerIndent = context.CurrentIndent;
        string? indent = outerIndent;
        object? result = null;
        try
        {
            foreach (ScriptStatement statement in Statements)
            {
                context.CheckAbort();
                if (statement is ScriptEscapeStatement escape)
                {
                    if (context.AutoIndent) indent = escape.IsEntering ? escape.Indent : outerIndent;
                    context.CurrentIndent = indent;
                    continue;
                }

                context.CurrentIndent = indent;
                if (statement is ScriptEndStatement) continue;
                result = Run(context, statement);
                if (context.Flow != FlowState.None) break;
            }
        }
        finally
        {
            context.CurrentIndent = outerIndent;
        }

        return result;
    }

    private object? Run(TemplateContext context, ScriptStatement statement)
    {
        object? result = context.Evaluate(statement);
        if (!statement.CanOutput) return null;
        bool isWritten = result is not null && context.Flow != FlowState.Return && context.EnableOutput;
        if (!isWritten) return result;
        context.Write(Span, result);
        return null;
    }
}
