using System.Collections;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Scriban.Functions;

/// <summary>`include 'name' arguments`; the arguments are `$1`, `$2` and so on, the name is `$0`.</summary>
internal sealed class IncludeFunction : IScriptCustomFunction
{
    public int RequiredParameterCount => 1;

    public int ParameterCount => 1;

    public VariadicKind Variadic => VariadicKind.Direct;

    public bool ReturnsValue => true;

    public FunctionParameter GetParameter(int index) =>
        index == 0
            ? new FunctionParameter(typeof(string), "template_name")
            : new FunctionParameter(typeof(object), "value");

    public object Invoke(
        TemplateContext context, ScriptNode caller, ScriptArray arguments, ScriptBlockStatement? block) =>
        context.RenderInclude(context.ObjectToString(arguments[0]), arguments, caller);
}

/// <summary>`include_join names separator begin end`; the last three may be names too, behind `tpl:`.</summary>
internal sealed class IncludeJoinFunction : IScriptCustomFunction
{
    private const string TemplatePrefix = "tpl:";

    public int RequiredParameterCount => 1;

    public int ParameterCount => 1;

    public VariadicKind Variadic => VariadicKind.Direct;

    public bool ReturnsValue => true;

    public FunctionParameter GetParameter(int index) => new(typeof(object), index == 0 ? "template_names" : "value");

    public object Invoke(TemplateContext context, ScriptNode caller, ScriptArray arguments, ScriptBlockStatement? block)
    {
        if (arguments[0] is not IEnumerable names || arguments[0] is string)
        {
            throw new ScriptRuntimeException(
                caller.Span, "Expecting a list of template names for the <include_join> function");
        }

        IEnumerable<string> parts = names.Cast<object?>().Select(
            name => context.RenderInclude(context.ObjectToString(name), arguments, caller));
        string separator = Part(context, caller, arguments, 1);
        return Part(context, caller, arguments, 2)
            + string.Join(separator, parts)
            + Part(context, caller, arguments, 3);
    }

    private static string Part(TemplateContext context, ScriptNode caller, ScriptArray arguments, int index)
    {
        string text = context.ObjectToString(arguments[index]) ?? string.Empty;
        bool isTemplate = text.StartsWith(TemplatePrefix, StringComparison.Ordinal);
        return isTemplate ? context.RenderInclude(text[TemplatePrefix.Length..], arguments, caller) : text;
    }
}
