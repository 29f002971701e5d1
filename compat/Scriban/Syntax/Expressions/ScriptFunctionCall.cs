using Scriban.Runtime;

namespace Scriban.Syntax;

public class ScriptFunctionCall : ScriptExpression
{
    private readonly List<ScriptExpression> _arguments = [];

    internal ScriptFunctionCall()
    {
    }

    public ScriptExpression? Target { get; internal init; }

    public IReadOnlyList<ScriptExpression> Arguments => _arguments;

    /// <summary>Written with parentheses: `f(1, 2)`.</summary>
    public bool ExplicitCall { get; internal init; }

    internal bool IsClosed { get; set; }

    internal override (string Name, string Example) Syntax =>
        ("function call expression", "<target_expression> <arguemnt[0]> ... <arguement[n]>");

    internal override IEnumerable<ScriptNode?> Parts => [Target, .. _arguments];

    public override object? Evaluate(TemplateContext context)
    {
        object? function = context.Evaluate(Target, true);
        if (function is not null) return FunctionCall.Invoke(context, this, function, context.TakesPipe, _arguments);
        return context.EnableRelaxedFunctionAccess
            ? null
            : throw new ScriptRuntimeException(Target!.Span, $"The function `{Target}` was not found");
    }

    internal void Add(ScriptExpression argument) => _arguments.Add(argument);

    public override string ToString() => ExplicitCall
        ? $"{Target}({string.Join(",", _arguments)})"
        : string.Join(" ", _arguments.Prepend(Target));
}

public class ScriptNamedArgument : ScriptExpression
{
    internal ScriptNamedArgument()
    {
    }

    public ScriptVariable? Name { get; internal init; }

    public ScriptExpression? Value { get; internal set; }

    internal override IEnumerable<ScriptNode?> Parts => [Name, Value];

    public override object? Evaluate(TemplateContext context) => Value is null ? true : context.Evaluate(Value);

    public override string ToString() => Value is null ? $"{Name}" : $"{Name}:{Value}";
}
