using Scriban.Runtime;

namespace Scriban.Syntax;

public class ScriptCaptureStatement : ScriptStatement
{
    internal ScriptCaptureStatement()
    {
    }

    public ScriptExpression? Target { get; internal set; }

    public ScriptBlockStatement? Body { get; internal set; }

    internal override (string Name, string Example) Syntax => ("capture statement", "capture <variable> ... end");

    internal override IEnumerable<ScriptNode?> Parts => [Target, Body];

    // The value is the output itself, which is text wherever text is asked for.
    public override object? Evaluate(TemplateContext context)
    {
        context.SetValue(Target, context.Capture(Body!));
        return null;
    }
}

public class ScriptWithStatement : ScriptStatement
{
    internal ScriptWithStatement()
    {
    }

    public ScriptExpression? Name { get; internal set; }

    public ScriptBlockStatement? Body { get; internal set; }

    internal override (string Name, string Example) Syntax => ("with statement", "with <variable> ... end");

    internal override IEnumerable<ScriptNode?> Parts => [Name, Body];

    public override object? Evaluate(TemplateContext context)
    {
        object? target = context.GetValue(Name);
        if (target is not IScriptObject members)
        {
            throw new ScriptRuntimeException(
                Name!.Span,
                $"Invalid target property `{Name}` used for [with] statement. "
                + $"Must be a ScriptObject instead of `{target?.GetType().Name ?? "null"}`");
        }

        context.PushGlobal(members);
        try
        {
            return context.Evaluate(Body);
        }
        finally
        {
            context.PopGlobal();
        }
    }
}

public class ScriptWrapStatement : ScriptStatement
{
    internal ScriptWrapStatement()
    {
    }

    public ScriptExpression? Target { get; internal set; }

    public ScriptBlockStatement? Body { get; internal set; }

    internal override (string Name, string Example) Syntax => ("wrap statement", "wrap <function_call> ... end");

    internal override IEnumerable<ScriptNode?> Parts => [Target, Body];

    public override object? Evaluate(TemplateContext context)
    {
        if (Target is ScriptFunctionCall)
        {
            context.WrappedBlocks.Push(Body!);
            return context.Evaluate(Target);
        }

        object? function = context.Evaluate(Target, true);
        if (function is not IScriptCustomFunction)
        {
            throw new ScriptRuntimeException(
                Target!.Span,
                $"Expecting a direct function instead of the expression `{Target}/{Target.Syntax.Name}`");
        }

        context.WrappedBlocks.Push(Body!);
        return FunctionCall.Invoke(context, this, function, false, []);
    }
}

public class ScriptImportStatement : ScriptStatement
{
    internal ScriptImportStatement()
    {
    }

    public ScriptExpression? Expression { get; internal set; }

    internal override (string Name, string Example) Syntax => ("import statement", "import <expression>");

    internal override IEnumerable<ScriptNode?> Parts => [Expression];

    public override object? Evaluate(TemplateContext context)
    {
        object? value = context.Evaluate(Expression);
        if (value is null) return null;
        if (value is not ScriptObject members)
        {
            throw new ScriptRuntimeException(
                Expression!.Span,
                $"Unexpected value `{context.GetTypeName(value)}` for import. Expecting an plain script object.");
        }

        context.CurrentGlobal!.Import(members);
        return null;
    }
}

public class ScriptReadOnlyStatement : ScriptStatement
{
    internal ScriptReadOnlyStatement()
    {
    }

    public ScriptVariable? Variable { get; internal set; }

    internal override (string Name, string Example) Syntax => ("readonly statement", "readonly <variable>");

    internal override IEnumerable<ScriptNode?> Parts => [Variable];

    public override object? Evaluate(TemplateContext context)
    {
        context.SetReadOnly(Variable!);
        return null;
    }
}
