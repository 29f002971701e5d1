using Scriban.Runtime;

namespace Scriban.Syntax;

public class ScriptBreakStatement : ScriptStatement
{
    internal ScriptBreakStatement()
    {
    }

    internal override (string Name, string Example) Syntax => ("break statement", "break");

    internal override IEnumerable<ScriptNode?> Parts => [];

    public override object? Evaluate(TemplateContext context)
    {
        Leave(context, this, FlowState.Break, "break");
        return null;
    }

    internal static void Leave(TemplateContext context, ScriptStatement statement, FlowState flow, string keyword)
    {
        if (!context.IsInLoop && !context.EnableBreakAndContinueAsReturnOutsideLoop)
        {
            throw new ScriptRuntimeException(
                statement.Span, $"The <{keyword}> statement can only be used inside for/while loops");
        }

        context.Flow = context.IsInLoop ? flow : FlowState.Return;
    }
}

public class ScriptContinueStatement : ScriptStatement
{
    internal ScriptContinueStatement()
    {
    }

    internal override (string Name, string Example) Syntax => ("continue statement", "continue");

    internal override IEnumerable<ScriptNode?> Parts => [];

    public override object? Evaluate(TemplateContext context)
    {
        ScriptBreakStatement.Leave(context, this, FlowState.Continue, "continue");
        return null;
    }
}

public class ScriptReturnStatement : ScriptStatement
{
    internal ScriptReturnStatement()
    {
    }

    public ScriptExpression? Expression { get; internal set; }

    internal override (string Name, string Example) Syntax => ("return statement", "return <expression>?");

    internal override IEnumerable<ScriptNode?> Parts => [Expression];

    // A sequence is worked out while the variables that it uses are still there.
    public override object? Evaluate(TemplateContext context)
    {
        object? result = context.Evaluate(Expression);
        if (result is ScriptRange range) result = new ScriptArray((IEnumerable<object?>)range);
        context.Flow = FlowState.Return;
        return result;
    }
}
