namespace Scriban.Syntax;

public enum ScriptVariableScope
{
    Global,
    Local,
}

public abstract class ScriptVariable : ScriptExpression, IScriptVariablePath
{
    internal static readonly ScriptVariableLocal Arguments = new(string.Empty);
    internal static readonly ScriptVariableLocal BlockDelegate = new("$");
    internal static readonly ScriptVariableGlobal ForObject = new("for");
    internal static readonly ScriptVariableGlobal WhileObject = new("while");

    internal ScriptVariable(string name, ScriptVariableScope scope)
    {
        BaseName = name;
        Scope = scope;
        Name = scope == ScriptVariableScope.Local ? "$" + name : name;
    }

    /// <summary>The name without the dollar sign of a local variable.</summary>
    public string BaseName { get; }

    public string Name { get; }

    public ScriptVariableScope Scope { get; }

    internal override (string Name, string Example) Syntax => ("variable", "<variable_name>");

    internal override IEnumerable<ScriptNode?> Parts => [];

    public override object? Evaluate(TemplateContext context) => context.GetValue((ScriptExpression)this);

    public object? GetValue(TemplateContext context) => context.GetValue(this);

    public void SetValue(TemplateContext context, object? valueToSet) => context.SetValue(this, valueToSet);

    public override string ToString() => Name;
}

public class ScriptVariableGlobal(string name) : ScriptVariable(name, ScriptVariableScope.Global);

public class ScriptVariableLocal(string name) : ScriptVariable(name, ScriptVariableScope.Local);
