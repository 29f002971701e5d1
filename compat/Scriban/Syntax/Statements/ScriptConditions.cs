namespace Scriban.Syntax;

/// <summary>What may stand in a chain of `if`, `else` and `when`.</summary>
public abstract class ScriptConditionStatement : ScriptStatement
{
    internal ScriptConditionStatement()
    {
    }
}

public class ScriptIfStatement : ScriptConditionStatement
{
    internal ScriptIfStatement()
    {
    }

    public ScriptExpression? Condition { get; internal set; }

    public ScriptBlockStatement? Then { get; internal set; }

    public ScriptConditionStatement? Else { get; internal set; }

    internal override (string Name, string Example) Syntax =>
        ("if statement", "if <expression> ... end|else|else if");

    internal override IEnumerable<ScriptNode?> Parts => [Condition, Then, Else];

    public override object? Evaluate(TemplateContext context)
    {
        bool holds = context.ToBool(Condition!.Span, context.Evaluate(Condition));
        return context.Evaluate(holds ? Then : Else);
    }
}

public class ScriptElseStatement : ScriptConditionStatement
{
    internal ScriptElseStatement()
    {
    }

    public ScriptBlockStatement? Body { get; internal set; }

    internal override (string Name, string Example) Syntax =>
        ("else statement", "else | else if <expression> ... end|else|else if");

    internal override IEnumerable<ScriptNode?> Parts => [Body];

    public override object? Evaluate(TemplateContext context) => context.Evaluate(Body);
}

public class ScriptCaseStatement : ScriptConditionStatement
{
    internal ScriptCaseStatement()
    {
    }

    public ScriptExpression? Value { get; internal set; }

    public ScriptBlockStatement? Body { get; internal set; }

    internal override (string Name, string Example) Syntax =>
        ("case statement", "case <expression> ... end|when|else");

    internal override IEnumerable<ScriptNode?> Parts => [Value, Body];

    public override object? Evaluate(TemplateContext context)
    {
        context.CaseValues.Push(context.Evaluate(Value));
        try
        {
            return context.Evaluate(Body);
        }
        finally
        {
            context.CaseValues.Pop();
        }
    }
}

public class ScriptWhenStatement : ScriptConditionStatement
{
    internal ScriptWhenStatement()
    {
    }

    public ScriptBlockStatement? Body { get; internal set; }

    public ScriptConditionStatement? Next { get; internal set; }

    internal List<ScriptExpression> Values { get; } = [];

    internal override (string Name, string Example) Syntax =>
        ("when statement", "when <expression> ... end|when|else");

    internal override IEnumerable<ScriptNode?> Parts => [.. Values, Body, Next];

    public override object? Evaluate(TemplateContext context)
    {
        object? value = context.CaseValues.Peek();
        bool matches = Values.Any(candidate => BinaryOperation.Evaluate(
            context, Span, ScriptBinaryOperator.CompareEqual, value, context.Evaluate(candidate)) is true);
        return context.Evaluate(matches ? Body : Next);
    }
}
