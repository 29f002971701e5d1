namespace Scriban.Syntax;

/// <summary>The object that global variables are written to.</summary>
public class ScriptThisExpression : ScriptExpression, IScriptVariablePath
{
    internal ScriptThisExpression()
    {
    }

    internal override (string Name, string Example) Syntax => ("this expression", "this");

    internal override IEnumerable<ScriptNode?> Parts => [];

    public override object? Evaluate(TemplateContext context) => context.GetValue(this);

    public object? GetValue(TemplateContext context) => context.CurrentGlobal;

    public void SetValue(TemplateContext context, object? valueToSet) =>
        throw new ScriptRuntimeException(Span, "Cannot set this variable");

    public override string ToString() => "this";
}

/// <summary>`do; ...; end`</summary>
public class ScriptAnonymousFunction : ScriptExpression
{
    internal ScriptAnonymousFunction()
    {
    }

    public ScriptFunction? Function { get; internal set; }

    internal override IEnumerable<ScriptNode?> Parts => [Function];

    public override object? Evaluate(TemplateContext context) => Function;

    public override string ToString() => $"{Function}";
}
