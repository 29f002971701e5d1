using System.Collections;
using Scriban.Runtime;
using Scriban.Runtime.Accessors;

namespace Scriban.Syntax;

public class ScriptIndexerExpression : ScriptExpression, IScriptVariablePath
{
    internal ScriptIndexerExpression()
    {
    }

    public ScriptExpression? Target { get; internal init; }

    public ScriptExpression? Index { get; internal set; }

    internal override (string Name, string Example) Syntax =>
        ("indexer expression", "<expression>[<index_expression>]");

    internal override IEnumerable<ScriptNode?> Parts => [Target, Index];

    public override object? Evaluate(TemplateContext context) => context.GetValue(this);

    public object? GetValue(TemplateContext context)
    {
        object? target = context.GetValue(Target);
        if (target is null && (context.EnableRelaxedTargetAccess || IsConditional(Target))) return null;
        if (target is null) throw NullTarget();
        object? index = IndexOf(context);
        if (index is null) return null;
        if (IsList(target, index)) return GetItem(context, target, index);

        ObjectAccessor accessor = context.AccessorOf(target);
        object? value;
        bool isFound;
        if (accessor.IndexType is { } type)
        {
            isFound = accessor.TryGetItem(context, target, context.ToObject(Index!.Span, index, type)!, out value);
        }
        else
        {
            string member = context.ObjectToString(index) ?? string.Empty;
            isFound = accessor.TryGetValue(context, target, member, out value)
                || (context.TryGetMember?.Invoke(context, Index!.Span, target, member, out value) ?? false);
        }

        return isFound || context.EnableRelaxedMemberAccess
            ? value
            : throw new ScriptRuntimeException(
                Index!.Span, $"Cannot access target `{Target}` with an indexer: {Index}");
    }

    public void SetValue(TemplateContext context, object? valueToSet)
    {
        object target = context.GetValue(Target) ?? throw NullTarget();
        object? index = IndexOf(context);
        if (index is null) return;
        if (IsList(target, index))
        {
            SetItem(context, target, index, valueToSet);
            return;
        }

        ObjectAccessor accessor = context.AccessorOf(target);
        bool isSet = accessor.IndexType is { } type
            ? accessor.TrySetItem(context, target, context.ToObject(Index!.Span, index, type)!, valueToSet)
            : accessor.TrySetValue(context, target, context.ObjectToString(index) ?? string.Empty, valueToSet);
        if (!isSet)
        {
            throw new ScriptRuntimeException(
                Index!.Span,
                $"Cannot set a value for the readonly member `{index}` in the indexer: {Target}['{index}']");
        }
    }

    public override string ToString()
    {
        bool isArgument = Target is ScriptVariable { Name: "$" } && Index is ScriptLiteral { Value: int };
        return isArgument ? $"{Target}{Index}" : $"{Target}[{Index}]";
    }

    private static bool IsList(object target, object index) => target switch
    {
        IDictionary => false,
        IScriptObject => target is IList && index is not string,
        string or IList => true,
        _ => TypeNames.IsPrimitive(target.GetType()),
    };

    private static bool IsConditional(ScriptExpression? expression) => expression switch
    {
        ScriptMemberExpression member => member.IsConditional || IsConditional(member.Target),
        ScriptIndexerExpression indexer => IsConditional(indexer.Target),
        ScriptNestedExpression nested => IsConditional(nested.Expression),
        _ => false,
    };

    private object? IndexOf(TemplateContext context)
    {
        object? index = context.Evaluate(Index);
        return index is not null || context.EnableNullIndexer
            ? index
            : throw new ScriptRuntimeException(
                Index!.Span, $"Cannot access target `{Target}` with a null indexer: {this}");
    }

    private int? PositionOf(TemplateContext context, object target, object index)
    {
        int position = context.ToInt(Index!.Span, index);
        int length = target is string text ? text.Length : (target as IList)?.Count ?? 0;
        if (position < 0) position += length;
        bool isInside = position >= 0 && position < length;
        if (!isInside && !context.EnableRelaxedIndexerAccess)
        {
            throw new ScriptRuntimeException(
                Index.Span,
                $"The index {position} is out of bounds [0, {length}] on the `{Target}` with the indexer: {Index}");
        }

        return position < 0 ? null : position;
    }

    // Strings and .NET arrays have no room for an index beyond their end, lists give null.
    private object? GetItem(TemplateContext context, object target, object index) =>
        PositionOf(context, target, index) is not { } position ? null : target switch
        {
            string text => text[position].ToString(),
            Array array => array.GetValue(position),
            IList list => position < list.Count ? list[position] : null,
            _ => null,
        };

    private void SetItem(TemplateContext context, object target, object index, object? value)
    {
        if (PositionOf(context, target, index) is not { } position) return;
        if (target is string) throw new ScriptRuntimeException(Index!.Span, "Cannot replace a character in a string");
        if (target is not IList list) return;
        while (target is not Array && list.Count <= position) list.Add(null);
        list[position] = value;
    }

    private ScriptRuntimeException NullTarget() =>
        new(Target!.Span, $"Object `{Target}` is null. Cannot access indexer: {this}");
}
