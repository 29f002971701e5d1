namespace Scriban.Syntax;

public class ScriptWhileStatement : ScriptLoopStatementBase
{
    internal ScriptWhileStatement()
    {
    }

    public ScriptExpression? Condition { get; internal set; }

    internal override (string Name, string Example) Syntax => ("while statement", "while <expression> ... end");

    internal override IEnumerable<ScriptNode?> Parts => [Condition, Body];

    internal override object? Run(TemplateContext context)
    {
        var state = new LoopState();
        context.SetLoopVariable(ScriptVariable.WhileObject, state);
        object? result = null;
        while (true)
        {
            context.StepLoop(this);
            if (!context.ToBool(Condition!.Span, context.Evaluate(Condition))) return result;
            state.Advance();
            result = context.Evaluate(Body);
            if (!Continues(context)) return result;
        }
    }
}
