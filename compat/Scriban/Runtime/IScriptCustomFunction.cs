using Scriban.Syntax;

namespace Scriban.Runtime;

/// <summary>A value that can be called from a template.</summary>
internal interface IScriptCustomFunction
{
    int RequiredParameterCount { get; }

    int ParameterCount { get; }

    VariadicKind Variadic { get; }

    /// <summary>False for what is called for its effect only.</summary>
    bool ReturnsValue { get; }

    FunctionParameter GetParameter(int index);

    object? Invoke(TemplateContext context, ScriptNode caller, ScriptArray arguments, ScriptBlockStatement? block);
}

internal enum VariadicKind
{
    None,

    /// <summary>The function takes the argument list as it is.</summary>
    Direct,

    /// <summary>Further arguments go into a list, the last parameter.</summary>
    LastParameter,
}

internal readonly record struct FunctionParameter(
    Type Type, string Name, bool HasDefault = false, object? Default = null);
