using System.Reflection;
using System.Runtime.ExceptionServices;
using Scriban.Parsing;
using Scriban.Syntax;

namespace Scriban.Runtime;

/// <summary>A .NET method as a function of the template language.</summary>
/// <remarks>Of its parameters a leading <see cref="TemplateContext"/>, and a <see cref="SourceSpan"/> behind it,
/// are not arguments.</remarks>
internal sealed class DynamicCustomFunction : IScriptCustomFunction
{
    private readonly object? _target;
    private readonly MethodInfo _method;
    private readonly ParameterInfo[] _parameters;
    private readonly int _first;
    private readonly bool _checksNull;

    private DynamicCustomFunction(object? target, MethodInfo method, bool checksNull)
    {
        _target = target;
        _method = method;
        _parameters = method.GetParameters();
        _checksNull = checksNull;
        if (_parameters.Length > 0 && _parameters[0].ParameterType == typeof(TemplateContext)) _first = 1;
        if (_first == 1 && _parameters.Length > 1 && _parameters[1].ParameterType == typeof(SourceSpan)) _first = 2;
        bool takesList = _parameters.Length > 0 && _parameters[^1].IsDefined(typeof(ParamArrayAttribute));
        Variadic = takesList ? VariadicKind.LastParameter : VariadicKind.None;
        int optional = takesList ? 1 : _parameters.Count(parameter => parameter.IsOptional);
        RequiredParameterCount = ParameterCount - optional;
    }

    public int ParameterCount => _parameters.Length - _first;

    public int RequiredParameterCount { get; }

    public VariadicKind Variadic { get; }

    public bool ReturnsValue => _method.ReturnType != typeof(void);

    /// <summary>A static method of a table of functions; there null is checked against the annotations.</summary>
    public static DynamicCustomFunction Create(object? target, MethodInfo method) =>
        new(target, method, typeof(ScriptObject).IsAssignableFrom(method.DeclaringType));

    public static DynamicCustomFunction Create(Delegate function) => new(function.Target, function.Method, false);

    public FunctionParameter GetParameter(int index)
    {
        bool isInList = Variadic == VariadicKind.LastParameter && index >= ParameterCount - 1;
        ParameterInfo parameter = _parameters[_first + (isInList ? ParameterCount - 1 : index)];
        Type type = isInList ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
        string name = parameter.Name ?? string.Empty;
        return parameter.HasDefaultValue
            ? new FunctionParameter(type, name, true, parameter.DefaultValue)
            : new FunctionParameter(type, name);
    }

    public object? Invoke(
        TemplateContext context, ScriptNode caller, ScriptArray arguments, ScriptBlockStatement? block)
    {
        var values = new object?[_parameters.Length];
        if (_first > 0) values[0] = context;
        if (_first > 1) values[1] = caller.Span;
        for (int i = _first; i < values.Length; i++)
        {
            bool isList = i == values.Length - 1 && Variadic == VariadicKind.LastParameter;
            object? argument = arguments[i - _first];
            values[i] = isList ? ListOf(context, caller, argument, i) : Value(context, caller, argument, i);
        }

        try
        {
            return _method.Invoke(_target, values);
        }
        catch (TargetInvocationException exception) when (exception.InnerException is not null)
        {
            ExceptionDispatchInfo.Throw(exception.InnerException);
            throw;
        }
    }

    private object? Value(TemplateContext context, ScriptNode caller, object? argument, int index)
    {
        ParameterInfo parameter = _parameters[index];
        object? value = context.ToObject(caller.Span, argument, parameter.ParameterType);
        if (value is null && _checksNull && MustBeGiven(parameter))
        {
            throw new ScriptRuntimeException(
                caller.Span, $"Argument `{parameter.Name}` cannot be null for function `{_method.Name}`.");
        }

        return value;
    }

    private Array ListOf(TemplateContext context, ScriptNode caller, object? argument, int index)
    {
        Type type = _parameters[index].ParameterType.GetElementType()!;
        var items = argument as ScriptArray ?? [];
        var list = Array.CreateInstance(type, items.Count);
        for (int i = 0; i < items.Count; i++) list.SetValue(context.ToObject(caller.Span, items[i], type), i);
        return list;
    }

    private static bool MustBeGiven(ParameterInfo parameter) =>
        !parameter.ParameterType.IsValueType
        && new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.NotNull;
}
