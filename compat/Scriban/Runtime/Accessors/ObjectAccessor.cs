using System.Collections;

namespace Scriban.Runtime.Accessors;

/// <summary>How members are read from and written to one kind of .NET value.</summary>
internal abstract class ObjectAccessor
{
    public static readonly ObjectAccessor Null = new NoMembers();

    /// <summary>The type of keys that the value itself can be indexed with, or null.</summary>
    public virtual Type? IndexType => null;

    public static ObjectAccessor For(
        object target,
        IEqualityComparer<string>? comparer,
        MemberFilterDelegate? filter,
        MemberRenamerDelegate renamer)
    {
        Type type = target.GetType();
        return target switch
        {
            IScriptObject => new ScriptObjectAccessor(),
            string => new SizeAccessor(),
            _ when TypeNames.IsPrimitive(type) => Null,
            _ when DictionaryAccessor.TryCreate(target) is { } dictionary => dictionary,
            IList => new SizeAccessor(),
            _ => new TypedObjectAccessor(type, comparer, filter, renamer),
        };
    }

    public abstract IEnumerable<string> GetMembers(TemplateContext context, object target);

    public abstract bool TryGetValue(TemplateContext context, object target, string member, out object? value);

    public abstract bool TrySetValue(TemplateContext context, object target, string member, object? value);

    public virtual bool HasMember(TemplateContext context, object target, string member) =>
        TryGetValue(context, target, member, out _);

    public virtual bool TryGetItem(TemplateContext context, object target, object index, out object? value)
    {
        value = null;
        return false;
    }

    public virtual bool TrySetItem(TemplateContext context, object target, object index, object? value) => false;

    private sealed class NoMembers : ObjectAccessor
    {
        public override IEnumerable<string> GetMembers(TemplateContext context, object target) => [];

        public override bool TryGetValue(TemplateContext context, object target, string member, out object? value)
        {
            value = null;
            return false;
        }

        public override bool TrySetValue(TemplateContext context, object target, string member, object? value) => false;
    }

    private sealed class ScriptObjectAccessor : ObjectAccessor
    {
        public override IEnumerable<string> GetMembers(TemplateContext context, object target) =>
            ((IScriptObject)target).GetMembers();

        public override bool HasMember(TemplateContext context, object target, string member) =>
            ((IScriptObject)target).Contains(member);

        public override bool TryGetValue(TemplateContext context, object target, string member, out object? value) =>
            ((IScriptObject)target).TryGetValue(context, context.CurrentSpan, member, out value);

        public override bool TrySetValue(TemplateContext context, object target, string member, object? value) =>
            ((IScriptObject)target).TrySetValue(context, context.CurrentSpan, member, value, false);
    }

    private sealed class SizeAccessor : ObjectAccessor
    {
        public override IEnumerable<string> GetMembers(TemplateContext context, object target) => ["size"];

        public override bool TryGetValue(TemplateContext context, object target, string member, out object? value)
        {
            value = member != "size" ? null : target is string text ? text.Length : ((IList)target).Count;
            return member == "size";
        }

        public override bool TrySetValue(TemplateContext context, object target, string member, object? value) => false;
    }
}
