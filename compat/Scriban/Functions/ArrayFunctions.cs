using System.Collections;
using System.Text;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Runtime.Accessors;
using Scriban.Syntax;

namespace Scriban.Functions;

public class ArrayFunctions : ScriptObject
{
    public static IEnumerable Add(IEnumerable? list, object? value)
    {
        if (list is IList) return new ScriptArray(list) { value };
        return new ScriptRange(list ?? Array.Empty<object?>()) { value };
    }

    public static IEnumerable? AddRange(
        TemplateContext context, SourceSpan span, IEnumerable? list1, IEnumerable? list2) =>
        Concat(context, span, list1, list2);

    public static bool Any(
        TemplateContext context, SourceSpan span, IEnumerable? list, object? function, params object?[] args) =>
        function is IScriptCustomFunction test
        && list is not null
        && context.Iterate(span, list).Any(item => FunctionCall.Invoke(context, test, [item, .. args]) is true);

    public static IEnumerable? Compact(TemplateContext context, SourceSpan span, IEnumerable? list) =>
        list is null ? null : new ScriptRange(context.Iterate(span, list).Where(item => item is not null));

    public static IEnumerable? Concat(
        TemplateContext context, SourceSpan span, IEnumerable? list1, IEnumerable? list2)
    {
        if (list1 is null || list2 is null) return list1 ?? list2;
        return new ScriptRange(context.Iterate(span, list1.Cast<object?>().Concat(list2.Cast<object?>())));
    }

    public static bool Contains(TemplateContext context, SourceSpan span, IEnumerable? list, object? item) =>
        list is not null && context.Iterate(span, list).Any(element => AreEqual(element, item));

    public static object? Cycle(TemplateContext context, SourceSpan span, IList? list, object? group = null)
    {
        if (list is null || list.Count == 0) return null;
        string name = group is null ? Join(context, span, list, ",") : context.ObjectToString(group) ?? string.Empty;
        object key = ("cycle", name);
        int index = context.Tags.TryGetValue(key, out object? next) ? (int)next % list.Count : 0;
        context.Tags[key] = index + 1;
        return list[index];
    }

    public static IEnumerable? Each(TemplateContext context, SourceSpan span, IEnumerable? list, object? function) =>
        Apply(context, span, list, function, (items, call) => items.Select(call));

    public static IEnumerable? Filter(TemplateContext context, SourceSpan span, IEnumerable? list, object? function) =>
        Apply(context, span, list, function, (items, call) => items.Where(item => context.ToBool(span, call(item))));

    public static object? First(IEnumerable? list) => list?.Cast<object?>().FirstOrDefault();

    public static IEnumerable InsertAt(
        TemplateContext context, SourceSpan span, IEnumerable? list, int index, object? value)
    {
        var result = list is null ? new ScriptArray() : new ScriptArray(list);
        int missing = Math.Max(index - result.Count, 0);
        foreach (object? filler in context.Iterate(span, Enumerable.Repeat<object?>(null, missing))) result.Add(filler);
        result.Insert(Math.Max(index, 0), value);
        return result;
    }

    public static string Join(
        TemplateContext context, SourceSpan span, IEnumerable? list, string? delimiter, object? function = null)
    {
        IScriptCustomFunction? call = FunctionOf(function);
        if (list is null) return string.Empty;
        var text = new StringBuilder();
        bool isFirst = true;
        foreach (object? item in context.Iterate(span, list))
        {
            string? part = context.ObjectToString(item);
            if (call is not null) part = context.ObjectToString(FunctionCall.Invoke(context, call, part));
            if (!isFirst) text.Append(delimiter);
            text.Append(part);
            isFirst = false;
            if (context.LimitToString > 0 && text.Length > context.LimitToString)
            {
                throw new ScriptRuntimeException(
                    span, $"Joined string exceeds LimitToString `{context.LimitToString}`.");
            }
        }

        return text.ToString();
    }

    public static object? Last(TemplateContext context, SourceSpan span, IEnumerable? list) => list switch
    {
        null => null,
        IList items => items.Count > 0 ? items[^1] : null,
        _ => context.Iterate(span, list).LastOrDefault(),
    };

    public static IEnumerable? Limit(TemplateContext context, SourceSpan span, IEnumerable? list, int count) =>
        list is null ? null : new ScriptRange(context.Iterate(span, list).Take(count));

    public static IEnumerable Map(TemplateContext context, SourceSpan span, object? list, string? member)
    {
        if (list is null || member is null) return new ScriptRange();
        IEnumerable items = list as IEnumerable ?? new[] { list };
        return new ScriptRange(MapItems(context, context.Iterate(span, items), member));
    }

    public static IEnumerable? Offset(TemplateContext context, SourceSpan span, IEnumerable? list, int index) =>
        list is null ? null : new ScriptRange(context.Iterate(span, list).Skip(index));

    public static IList RemoveAt(IList? list, int index)
    {
        var result = list is null ? new ScriptArray() : new ScriptArray(list);
        result.RemoveAt(index < 0 ? result.Count + index : index);
        return result;
    }

    public static IEnumerable Reverse(TemplateContext context, SourceSpan span, IEnumerable? list) =>
        list is null ? new ScriptArray() : new ScriptRange(context.Iterate(span, list).Reverse());

    public static int Size(TemplateContext context, SourceSpan span, IEnumerable? list) => list switch
    {
        null => 0,
        ICollection items => items.Count,
        _ => context.Iterate(span, list).Count(),
    };

    public static IEnumerable Sort(TemplateContext context, SourceSpan span, object? list, string? member = null)
    {
        if (list is null) return new ScriptRange();
        if (list is not IEnumerable items) return new ScriptArray { list };
        List<object?> values = context.Iterate(span, items).ToList();
        return new ScriptArray(values.OrderBy(
            item => string.IsNullOrEmpty(member) ? item : SortKey(context, item, member),
            Comparer<object?>.Default));
    }

    public static IEnumerable? Uniq(TemplateContext context, SourceSpan span, IEnumerable? list) =>
        list is null ? null : new ScriptRange(context.Iterate(span, list).Distinct());

    private static IEnumerable<object?> MapItems(TemplateContext context, IEnumerable<object?> items, string member)
    {
        foreach (object? item in items)
        {
            ObjectAccessor accessor = context.AccessorOf(item);
            if (item is null || !accessor.HasMember(context, item, member)) continue;
            accessor.TryGetValue(context, item, member, out object? value);
            yield return value;
        }
    }

    // A member of the whole name comes before the path that its dots make.
    private static object? SortKey(TemplateContext context, object? item, string path)
    {
        if (TryRead(context, item, path, out object? value)) return value;
        value = item;
        foreach (string member in path.Split('.'))
        {
            if (!TryRead(context, value, member, out value)) return null;
        }

        return value;
    }

    private static bool TryRead(TemplateContext context, object? item, string member, out object? value)
    {
        value = null;
        if (item is null) return false;
        if (context.AccessorOf(item).TryGetValue(context, item, member, out value)) return true;
        return context.TryGetMember?.Invoke(context, context.CurrentSpan, item, member, out value) ?? false;
    }

    private static bool AreEqual(object? element, object? item)
    {
        if (Equals(element, item)) return true;
        if (element is not Enum value || item is null) return false;
        return item is string name
            ? Enum.TryParse(value.GetType(), name, out object? parsed) && value.Equals(parsed)
            : item is int or long && Enum.ToObject(value.GetType(), item).Equals(value);
    }

    private static IScriptCustomFunction? FunctionOf(object? function) => function switch
    {
        null => null,
        IScriptCustomFunction call => call,
        _ => throw new ArgumentException(
            $"The parameter `{function}` is not a function. Maybe prefix it with @?", nameof(function)),
    };

    private static ScriptRange? Apply(
        TemplateContext context,
        SourceSpan span,
        IEnumerable? list,
        object? function,
        Func<IEnumerable<object?>, Func<object?, object?>, IEnumerable<object?>> apply)
    {
        IScriptCustomFunction? call = FunctionOf(function);
        if (list is null) return null;
        if (call is null) return new ScriptRange(list);
        Type type = call.GetParameter(0).Type;
        IEnumerable<object?> items = context.Iterate(span, list).Select(item => context.ToObject(span, item, type));
        return new ScriptRange(apply(items, item => FunctionCall.Invoke(context, call, item)));
    }
}
