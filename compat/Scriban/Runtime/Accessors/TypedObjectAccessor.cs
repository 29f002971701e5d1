using System.Reflection;

namespace Scriban.Runtime.Accessors;

/// <summary>Public fields and properties of a .NET object, under the names that the renamer gives them.</summary>
internal sealed class TypedObjectAccessor : ObjectAccessor
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly;

    private readonly Dictionary<string, MemberInfo> _members;
    private readonly PropertyInfo? _indexer;

    public TypedObjectAccessor(
        Type type, IEqualityComparer<string>? comparer, MemberFilterDelegate? filter, MemberRenamerDelegate renamer)
    {
        _members = new Dictionary<string, MemberInfo>(comparer);
        for (Type? current = type; current is not null && current != typeof(object); current = current.BaseType)
        {
            foreach (MemberInfo member in current.GetMembers(Declared).Where(member => IsVisible(member, filter)))
            {
                if (member is PropertyInfo property && property.GetIndexParameters().Length > 0) _indexer = property;
                else _members.TryAdd(NameOf(member, renamer), member);
            }
        }
    }

    public override Type? IndexType => _indexer?.GetIndexParameters()[0].ParameterType;

    public override IEnumerable<string> GetMembers(TemplateContext context, object target) => _members.Keys;

    public override bool HasMember(TemplateContext context, object target, string member) =>
        _members.ContainsKey(member);

    public override bool TryGetValue(TemplateContext context, object target, string member, out object? value)
    {
        bool found = _members.TryGetValue(member, out MemberInfo? info);
        value = info is FieldInfo field ? field.GetValue(target) : (info as PropertyInfo)?.GetValue(target);
        return found;
    }

    public override bool TrySetValue(TemplateContext context, object target, string member, object? value)
    {
        if (!_members.TryGetValue(member, out MemberInfo? info)) return false;
        if (info is FieldInfo field)
        {
            field.SetValue(target, context.ToObject(context.CurrentSpan, value, field.FieldType));
            return true;
        }

        var property = (PropertyInfo)info;
        property.SetValue(target, context.ToObject(context.CurrentSpan, value, property.PropertyType));
        return true;
    }

    public override bool TryGetItem(TemplateContext context, object target, object index, out object? value)
    {
        value = _indexer?.GetValue(target, [index]);
        return _indexer is not null;
    }

    private static string NameOf(MemberInfo member, MemberRenamerDelegate renamer)
    {
        string name = renamer(member);
        return string.IsNullOrEmpty(name) ? member.Name : name;
    }

    private static bool IsVisible(MemberInfo member, MemberFilterDelegate? filter) =>
        member is FieldInfo or PropertyInfo { GetMethod.IsPublic: true }
        && !member.IsDefined(typeof(ScriptMemberIgnoreAttribute))
        && filter?.Invoke(member) != false;
}
