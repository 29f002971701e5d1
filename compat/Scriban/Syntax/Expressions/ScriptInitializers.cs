using Scriban.Runtime;

namespace Scriban.Syntax;

public class ScriptArrayInitializerExpression : ScriptExpression
{
    internal ScriptArrayInitializerExpression()
    {
    }

    internal List<ScriptExpression> Values { get; } = [];

    internal override (string Name, string Example) Syntax => ("array initializer", "[item1, item2,...]");

    internal override IEnumerable<ScriptNode?> Parts => Values;

    public override object? Evaluate(TemplateContext context)
    {
        var array = new ScriptArray(Values.Count);
        foreach (ScriptExpression value in Values) array.Add(context.Evaluate(value));
        return array;
    }

    public override string ToString() => $"[{string.Join(",", Values)}]";
}

public class ScriptObjectInitializerExpression : ScriptExpression
{
    internal ScriptObjectInitializerExpression()
    {
    }

    internal List<ScriptObjectMember> Members { get; } = [];

    internal override (string Name, string Example) Syntax =>
        ("object initializer expression", "{ member1: <expression>, member2: ... }");

    internal override IEnumerable<ScriptNode?> Parts => Members;

    // While it is filled, the object is in scope: a member may use those before it.
    public override object? Evaluate(TemplateContext context)
    {
        var result = new ScriptObject();
        context.PushGlobalOnly(result);
        try
        {
            foreach (ScriptObjectMember member in Members) member.Evaluate(context);
        }
        finally
        {
            context.PopGlobalOnly();
        }

        return result;
    }

    public override string ToString() => $"{{{string.Join(",", Members)}}}";
}

public class ScriptObjectMember : ScriptNode
{
    internal ScriptObjectMember()
    {
    }

    /// <summary>A variable, of which only the name counts, or a string.</summary>
    public ScriptExpression? Name { get; internal init; }

    public ScriptExpression? Value { get; internal set; }

    internal override IEnumerable<ScriptNode?> Parts => [Name, Value];

    public override object? Evaluate(TemplateContext context)
    {
        string name = Name is ScriptVariable variable ? variable.Name : (string)((ScriptLiteral)Name!).Value!;
        context.CurrentGlobal!.TrySetValue(context, Span, name, context.Evaluate(Value), false);
        return null;
    }

    public override string ToString() => $"{Name}:{Value}";
}
