using Scriban.Runtime;

namespace Scriban.Syntax;

/// <summary>`func f ... end`, `func f(x) ... end`, `f(x) = ...` or, without a name, `do ... end`.</summary>
public class ScriptFunction : ScriptStatement, IScriptCustomFunction
{
    internal ScriptFunction()
    {
    }

    public ScriptVariable? Name { get; internal set; }

    public ScriptStatement? Body { get; internal set; }

    /// <summary>Null where the arguments are read from `$`.</summary>
    internal List<ScriptParameter>? Parameters { get; set; }

    internal override (string Name, string Example) Syntax => ("function statement", "func <variable> ... end");

    internal override IEnumerable<ScriptNode?> Parts => [Name, .. Parameters ?? [], Body];

    int IScriptCustomFunction.ParameterCount => Parameters?.Count ?? 0;

    int IScriptCustomFunction.RequiredParameterCount =>
        Parameters?.Count(parameter => !parameter.IsList && parameter.Default is null) ?? 0;

    VariadicKind IScriptCustomFunction.Variadic => Parameters is null ? VariadicKind.Direct
        : Parameters.Exists(parameter => parameter.IsList) ? VariadicKind.LastParameter
        : VariadicKind.None;

    bool IScriptCustomFunction.ReturnsValue => Body is ScriptExpressionStatement || Returns(Body);

    FunctionParameter IScriptCustomFunction.GetParameter(int index)
    {
        if (Parameters is null || Parameters.Count == 0) return new FunctionParameter(typeof(object), string.Empty);
        ScriptParameter parameter = Parameters[Math.Min(index, Parameters.Count - 1)];
        object? value = parameter.Default?.Value;
        return new FunctionParameter(typeof(object), parameter.Name!.Name, value is not null, value);
    }

    public override object? Evaluate(TemplateContext context)
    {
        if (Name is null) return this;
        context.SetValue(Name, this);
        return null;
    }

    object? IScriptCustomFunction.Invoke(
        TemplateContext context, ScriptNode caller, ScriptArray arguments, ScriptBlockStatement? block)
    {
        var members = new ScriptObject();
        if (Parameters is null) context.PushLocal();
        else context.PushGlobal(members);
        try
        {
            if (Name is ScriptVariableLocal) context.SetValue(Name, this);
            context.SetValue(ScriptVariable.Arguments, arguments, true);
            for (int i = 0; i < Parameters?.Count; i++) members.SetValue(Parameters[i].Name!.Name, arguments[i], false);
            if (block is not null) context.SetValue(ScriptVariable.BlockDelegate, block, true);
            return context.Evaluate(Body);
        }
        finally
        {
            if (Parameters is null) context.PopLocal();
            else context.PopGlobal();
        }
    }

    public override string ToString() => Parameters is null
        ? $"func {Name}"
        : $"func {Name}({string.Join(",", Parameters.Select(parameter => parameter.Name))})";

    private static bool Returns(ScriptNode? node) =>
        node is ScriptReturnStatement || (node?.Children.Any(Returns) ?? false);
}

public class ScriptParameter : ScriptNode
{
    internal ScriptParameter()
    {
    }

    public ScriptVariable? Name { get; internal init; }

    internal ScriptLiteral? Default { get; set; }

    /// <summary>Written with three dots: takes all further arguments.</summary>
    internal bool IsList { get; set; }

    internal override IEnumerable<ScriptNode?> Parts => [Name, Default];

    public override object? Evaluate(TemplateContext context) => null;
}
