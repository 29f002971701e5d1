using System.Collections;
using System.Numerics;
using Scriban.Parsing;
using Scriban.Syntax;

namespace Scriban.Runtime;

/// <summary>Puts the arguments of one call into the order of the parameters.</summary>
internal sealed class ArgumentBinder(TemplateContext context, ScriptNode caller, IScriptCustomFunction function)
{
    private readonly ScriptArray _values = new();
    private ulong _given;

    public static int IndexOf(IScriptCustomFunction function, string? name)
    {
        for (int i = 0; i < function.ParameterCount && name is not null; i++)
        {
            if (function.GetParameter(i).Name == name) return i;
        }

        return -1;
    }

    public void Bind(ScriptExpression argument)
    {
        int index = _values.Count;
        if (argument is ScriptNamedArgument named)
        {
            index = IndexOf(function, named.Name?.Name);
            if (index < 0 && function.Variadic != VariadicKind.None)
            {
                BindMember(named);
                return;
            }

            if (index < 0) index = _values.Count;
        }

        object? value = context.Evaluate(argument);
        bool isExpanded = argument is ScriptUnaryExpression { Operator: ScriptUnaryOperator.FunctionParametersExpand };
        if (isExpanded && value is IEnumerable items)
        {
            foreach (object? item in items) Set(index++, Converted(caller.Span, item, _values.Count));
            return;
        }

        Set(index, Converted(argument.Span, value, index));
    }

    public void Bind(object? value)
    {
        int index = _values.Count;
        Set(index, Converted(caller.Span, value, index));
    }

    /// <summary>Fills in defaults and checks the number of arguments.</summary>
    public ScriptArray Complete(IReadOnlyList<ScriptExpression> arguments)
    {
        if (function.Variadic != VariadicKind.Direct) FillUpTo(function.ParameterCount - 1);
        int required = function.RequiredParameterCount;
        ulong needed = (1UL << required) - 1;
        if ((_given & needed) != needed)
        {
            throw WrongCount(caller.Span.After(), BitOperations.PopCount(_given & needed), required);
        }

        if (function.Variadic == VariadicKind.None && _values.Count > function.ParameterCount)
        {
            SourceSpan span = _values.Count <= arguments.Count
                ? arguments[_values.Count - 1].Span
                : caller.Span.After();
            throw WrongCount(span, _values.Count, function.ParameterCount);
        }

        return _values;
    }

    // A function without a parameter of that name, but with a list of arguments, finds it as a member of the list.
    private void BindMember(ScriptNamedArgument named)
    {
        string name = named.Name!.Name;
        if (!_values.CanWrite(name))
        {
            throw new ScriptRuntimeException(
                named.Span,
                $"Cannot pass argument {name} to function. This name is not supported by this function.");
        }

        _values.TrySetValue(context, caller.Span, name, context.Evaluate(named), false);
    }

    private object? Converted(SourceSpan span, object? value, int index)
    {
        bool isBeyond = function.Variadic == VariadicKind.None && index >= function.ParameterCount;
        return isBeyond ? value : context.ToObject(span, value, function.GetParameter(index).Type);
    }

    private void Set(int index, object? value)
    {
        if (index > _values.Count) FillUpTo(index);
        if (index < function.ParameterCount) _given |= 1UL << index;
        int last = function.ParameterCount - 1;
        if (function.Variadic != VariadicKind.LastParameter || index < last)
        {
            _values[index] = value;
            return;
        }

        if (_values[last] is not ScriptArray further) _values[last] = further = [];
        further.Add(value);
    }

    private void FillUpTo(int index)
    {
        int last = function.ParameterCount - 1;
        for (int i = _values.Count; i <= Math.Min(index, last); i++)
        {
            FunctionParameter parameter = function.GetParameter(i);
            bool isList = i == last && function.Variadic == VariadicKind.LastParameter;
            _values[i] = parameter.HasDefault ? parameter.Default : isList ? new ScriptArray() : null;
            if (parameter.HasDefault) _given |= 1UL << i;
        }
    }

    private ScriptRuntimeException WrongCount(SourceSpan span, int given, int expected) => new(
        span, $"Invalid number of arguments `{given}` passed to `{caller}` while expecting `{expected}` arguments");
}
