using Scriban.Parsing;
using Scriban.Syntax;

namespace Scriban.Runtime;

/// <summary>Calls of functions from templates: pipes, arguments, limits, errors.</summary>
internal static class FunctionCall
{
    public const int MaximumParameterCount = 64;

    /// <summary>Calls with expressions as arguments; a value that waits in a pipe becomes the first one.</summary>
    public static object? Invoke(
        TemplateContext context,
        ScriptNode caller,
        object? target,
        bool takesPipe,
        IReadOnlyList<ScriptExpression> arguments)
    {
        context.WrappedBlocks.TryPop(out ScriptBlockStatement? block);
        Stack<ScriptExpression>? pipe = takesPipe ? context.Pipe : null;
        bool isPiped = pipe?.Count > 0;
        IScriptCustomFunction function = Checked(context, caller, target, isPiped);
        if (isPiped) arguments = [pipe!.Pop(), .. arguments];

        var binder = new ArgumentBinder(context, caller, function);
        foreach (ScriptExpression argument in arguments) binder.Bind(argument);
        ScriptArray values = binder.Complete(arguments);

        context.EnterCall(caller);
        try
        {
            return function.Invoke(context, caller, values, block);
        }
        catch (ArgumentException exception) when (SpanOf(exception, function, arguments) is { } span)
        {
            throw new ScriptRuntimeException(span, exception.Message);
        }
        finally
        {
            context.ExitCall();
            context.Flow = FlowState.None;
        }
    }

    /// <summary>Calls with values, as functions that take functions do.</summary>
    public static object? Invoke(TemplateContext context, IScriptCustomFunction function, params object?[] arguments)
    {
        ScriptNode caller = context.CurrentNode!;
        var binder = new ArgumentBinder(context, caller, function);
        foreach (object? argument in arguments) binder.Bind(argument);
        ScriptArray values = binder.Complete([]);
        context.EnterCall(caller);
        try
        {
            return function.Invoke(context, caller, values, null);
        }
        finally
        {
            context.ExitCall();
            context.Flow = FlowState.None;
        }
    }

    private static IScriptCustomFunction Checked(
        TemplateContext context, ScriptNode caller, object? target, bool isPiped)
    {
        if (target is not IScriptCustomFunction function)
        {
            throw new ScriptRuntimeException(
                caller.Span,
                isPiped && caller is ScriptFunctionCall call
                    ? $"Pipe expression destination `{call.Target}` is not a valid function "
                    : $"Invalid target function `{target}` ({context.GetTypeName(target)})");
        }

        if (function.ParameterCount >= MaximumParameterCount)
        {
            throw new ScriptRuntimeException(
                caller.Span,
                $"Out of range number of parameters {function.ParameterCount} for target function `{target}`. "
                + $"The maximum number of parameters for a function is: {MaximumParameterCount}.");
        }

        if (context.ErrorForStatementFunctionAsExpression
            && !function.ReturnsValue
            && caller.Parent is ScriptExpression)
        {
            throw new ScriptRuntimeException(
                caller.Span, $"The function `{caller}` is a statement and cannot be used within an expression.");
        }

        return function;
    }

    private static SourceSpan? SpanOf(
        ArgumentException exception, IScriptCustomFunction function, IReadOnlyList<ScriptExpression> arguments)
    {
        int index = ArgumentBinder.IndexOf(function, exception.ParamName);
        return index >= 0 && index < arguments.Count ? arguments[index].Span : null;
    }
}
