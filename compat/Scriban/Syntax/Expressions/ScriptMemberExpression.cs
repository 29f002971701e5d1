using Scriban.Runtime.Accessors;

namespace Scriban.Syntax;

public class ScriptMemberExpression : ScriptExpression, IScriptVariablePath
{
    internal ScriptMemberExpression()
    {
    }

    public ScriptExpression? Target { get; internal init; }

    public ScriptVariable? Member { get; internal init; }

    /// <summary>Written as `?.`: null where the target is null.</summary>
    internal bool IsConditional { get; init; }

    internal override (string Name, string Example) Syntax => ("member expression", "<expression>.<variable_name>");

    internal override IEnumerable<ScriptNode?> Parts => [Target, Member];

    public override object? Evaluate(TemplateContext context) => context.GetValue(this);

    public virtual object? GetValue(TemplateContext context)
    {
        object? target = context.GetValue(Target);
        if (target is null)
        {
            if (IsConditional) return null;
            if (!context.EnableRelaxedMemberAccess) throw NullTarget();
            if (context.EnableRelaxedTargetAccess) return null;
            throw new ScriptRuntimeException(Member!.Span, $"Cannot get the member {this} for a null object.");
        }

        if (context.AccessorOf(target).TryGetValue(context, target, Member!.Name, out object? value)) return value;
        bool isFound = context.TryGetMember?.Invoke(context, Member.Span, target, Member.Name, out value) ?? false;
        if (!isFound && !context.EnableRelaxedMemberAccess)
        {
            throw new ScriptRuntimeException(Member.Span, $"Cannot get member with name {Member.Name}.");
        }

        return value;
    }

    public virtual void SetValue(TemplateContext context, object? valueToSet)
    {
        object target = context.GetValue(Target) ?? throw NullTarget();
        ObjectAccessor accessor = context.AccessorOf(target);
        if (!accessor.TrySetValue(context, target, Member!.Name, valueToSet))
        {
            throw new ScriptRuntimeException(Member.Span, $"Cannot set a value for the readonly member: {this}");
        }
    }

    public override string ToString() => $"{Target}{(IsConditional ? "?." : ".")}{Member}";

    private ScriptRuntimeException NullTarget() =>
        new(Member!.Span, $"Object `{Target}` is null. Cannot access member: {this}");
}

/// <summary>`x.empty?`</summary>
public class ScriptIsEmptyExpression : ScriptMemberExpression
{
    internal ScriptIsEmptyExpression()
    {
    }

    internal override (string Name, string Example) Syntax => ("empty expression", "<expression>.empty?");

    public override object? GetValue(TemplateContext context)
    {
        object? target = context.GetValue(Target);
        if (target is null && !context.EnableRelaxedMemberAccess)
        {
            throw new ScriptRuntimeException(Span, $"Object `{Target}` is null. Cannot access property `empty?`");
        }

        return context.IsEmpty(Span, target);
    }

    public override void SetValue(TemplateContext context, object? valueToSet) =>
        throw new ScriptRuntimeException(Span, "The `.empty?` property cannot be set");

    public override string ToString() => base.ToString() + "?";
}
