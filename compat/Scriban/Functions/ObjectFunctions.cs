using System.Collections;
using System.Globalization;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Runtime.Accessors;
using Scriban.Syntax;

namespace Scriban.Functions;

public class ObjectFunctions : ScriptObject
{
    public static object? Default(object? value, object? @default) => value is null or "" ? @default : value;

    public static object? Eval(TemplateContext context, SourceSpan span, object? value)
    {
        if (value is IScriptCustomFunction function) return FunctionCall.Invoke(context, function);
        if (value is not string text) return value;
        try
        {
            Template template = Template.Parse(text, lexerOptions: new LexerOptions { Mode = ScriptMode.ScriptOnly });
            if (template.HasErrors) throw new ScriptRuntimeException(span, template.Messages.ToString());
            List<ScriptStatement>? statements = template.Page?.Body?.Statements;
            return statements is [var single] ? context.Evaluate(single) : context.Evaluate(template.Page);
        }
        catch (Exception exception)
        {
            throw new ArgumentException(exception.Message, nameof(value));
        }
    }

    public static object? EvalTemplate(TemplateContext context, SourceSpan span, object? value)
    {
        if (value is IScriptCustomFunction function) return FunctionCall.Invoke(context, function);
        if (value is not string text) return value;
        try
        {
            Template template = Template.Parse(text);
            return template.Page is null ? string.Empty : context.Capture(template.Page).ToString();
        }
        catch (Exception exception)
        {
            throw new ArgumentException(exception.Message, nameof(value));
        }
    }

    public static string Format(
        TemplateContext context, SourceSpan span, object? value, string? format, string? culture = null)
    {
        if (value is null) return string.Empty;
        if (value is not IFormattable formattable)
        {
            throw new ScriptRuntimeException(span, $"Unexpected `{value}`. Must be a formattable object");
        }

        CultureInfo provider = culture is null ? context.CurrentCulture : new CultureInfo(culture);
        return formattable.ToString(format ?? string.Empty, provider);
    }

    public static bool HasKey(IDictionary<string, object?>? value, string? key) =>
        value is not null && key is not null && value.ContainsKey(key);

    public static bool HasValue(IDictionary<string, object?>? value, string? key) =>
        value is not null && key is not null && value.TryGetValue(key, out object? found) && found is not null;

    public static new ScriptArray Keys(TemplateContext context, object? value) => value switch
    {
        null => [],
        IDictionary dictionary => new ScriptArray(dictionary.Keys),
        IScriptObject members => new ScriptArray((IEnumerable)members.GetMembers()),
        IScriptCustomFunction => [],
        _ => new ScriptArray((IEnumerable)context.AccessorOf(value).GetMembers(context, value)),
    };

    public static string? Kind(TemplateContext context, object? value) =>
        value is null ? null : context.GetTypeName(value);

    public static int Size(TemplateContext context, SourceSpan span, object? value) => value switch
    {
        string text => text.Length,
        IEnumerable items => ArrayFunctions.Size(context, span, items),
        _ => 0,
    };

    public static string? Typeof(object? value) => value switch
    {
        null => null,
        string => "string",
        bool => "boolean",
        ScriptRange => "iterator",
        IList => "array",
        ScriptObject or IDictionary => "object",
        IEnumerable => "iterator",
        _ => TypeNames.IsPrimitive(value.GetType()) ? "number" : "object",
    };

    public static new ScriptArray Values(TemplateContext context, object? value)
    {
        if (value is null or IScriptCustomFunction) return [];
        if (value is IDictionary<string, object?> dictionary) return new ScriptArray((IEnumerable)dictionary.Values);
        var values = new ScriptArray();
        ObjectAccessor accessor = context.AccessorOf(value);
        foreach (string member in accessor.GetMembers(context, value))
        {
            accessor.TryGetValue(context, value, member, out object? item);
            values.Add(item);
        }

        return values;
    }

    public static string ToJson(TemplateContext context, object? value) => JsonText.Write(context, value);

    public static object? FromJson(TemplateContext context, string json) => JsonText.Read(json);
}
