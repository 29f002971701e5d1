using System.Collections;
using System.Reflection;

namespace Scriban.Runtime;

public static class ScriptObjectExtensions
{
    private const BindingFlags DeclaredMembers =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly;

    public static void AssertNotReadOnly(this IScriptObject scriptObject)
    {
        if (scriptObject.IsReadOnly) throw new InvalidOperationException("The object is readonly");
    }

    public static bool TryGetValue(this IScriptObject @this, string key, out object? value) =>
        @this.TryGetValue(new TemplateContext(), default, key, out value);

    public static void SetValue(this IScriptObject @this, string member, object? value, bool readOnly) =>
        @this.TrySetValue(new TemplateContext(), default, member, value, readOnly);

    public static ScriptObject GetScriptObject(this IScriptObject @this) => @this switch
    {
        ScriptObject scriptObject => scriptObject,
        ScriptArray array => array.ScriptObject,
        _ => throw new ArgumentException("Expecting ScriptObject or ScriptArray instance", nameof(@this)),
    };

    /// <summary>Imports a dictionary, the members of an object or, given a type, its static members.</summary>
    public static void Import(
        this IScriptObject script,
        object? obj,
        MemberFilterDelegate? filter = null,
        MemberRenamerDelegate? renamer = null)
    {
        if (obj is IScriptObject other) script.Import(other);
        else if (obj is IDictionary dictionary) ImportDictionary(script, dictionary);
        else script.Import(obj, ScriptMemberImportFlags.All, filter, renamer);
    }

    public static void Import(this IScriptObject @this, IScriptObject other)
    {
        if (other is null) return;
        ScriptObject target = @this.GetScriptObject();
        target.AssertNotReadOnly();
        foreach ((string key, ScriptObject.Slot slot) in other.GetScriptObject().Slots)
        {
            if (target.CanWrite(key)) target.Slots[key] = slot;
        }
    }

    public static void Import(
        this IScriptObject script,
        object? obj,
        ScriptMemberImportFlags flags,
        MemberFilterDelegate? filter = null,
        MemberRenamerDelegate? renamer = null)
    {
        if (obj is null) return;
        if (!ScriptObject.IsImportable(obj))
        {
            throw new ArgumentOutOfRangeException(
                nameof(obj), $"Unsupported object type `{obj.GetType()}`. Expecting plain class or struct");
        }

        foreach (Type type in BaseTypesFirst(obj as Type ?? obj.GetType()))
        {
            foreach (MemberInfo member in type.GetMembers(DeclaredMembers))
            {
                if (TryRead(member, obj, flags, filter, out object? value, out bool isReadOnly))
                {
                    string name = (renamer ?? StandardMemberRenamer.Default)(member);
                    script.GetScriptObject().SetValue(name.Length > 0 ? name : member.Name, value, isReadOnly);
                }
            }
        }
    }

    public static void Import(this IScriptObject script, string member, Delegate function)
    {
        ArgumentNullException.ThrowIfNull(member);
        ArgumentNullException.ThrowIfNull(function);
        script.TrySetValue(new TemplateContext(), default, member, DynamicCustomFunction.Create(function), true);
    }

    private static void ImportDictionary(IScriptObject script, IDictionary dictionary)
    {
        ScriptObject target = script.GetScriptObject();
        foreach (DictionaryEntry entry in dictionary)
        {
            string? member = entry.Key.ToString();
            if (member is not null && target.CanWrite(member)) target[member] = entry.Value;
        }
    }

    private static Stack<Type> BaseTypesFirst(Type type)
    {
        var types = new Stack<Type>();
        for (Type? current = type; current is not null; current = current.BaseType)
        {
            types.Push(current);
            if (current.BaseType == typeof(object)) break;
        }

        return types;
    }

    private static bool TryRead(
        MemberInfo member,
        object source,
        ScriptMemberImportFlags flags,
        MemberFilterDelegate? filter,
        out object? value,
        out bool isReadOnly)
    {
        value = null;
        isReadOnly = false;
        object? instance = source is Type ? null : source;
        if (member.IsDefined(typeof(ScriptMemberIgnoreAttribute)) || filter?.Invoke(member) == false) return false;
        switch (member)
        {
            case FieldInfo { IsLiteral: false } field when flags.HasFlag(ScriptMemberImportFlags.Field):
                isReadOnly = field.IsInitOnly;
                value = instance is null && !field.IsStatic ? null : field.GetValue(instance);
                return instance is not null || field.IsStatic;
            case PropertyInfo { GetMethod.IsPublic: true } property
                when flags.HasFlag(ScriptMemberImportFlags.Property):
                bool isReadable = (instance is not null || property.GetMethod.IsStatic)
                    && property.GetIndexParameters().Length == 0;
                value = isReadable ? property.GetValue(instance) : null;
                return isReadable;
            case MethodInfo { IsStatic: true, IsSpecialName: false } method
                when flags.HasFlag(ScriptMemberImportFlags.Method) && instance is null:
                isReadOnly = true;
                value = DynamicCustomFunction.Create(null, method);
                return true;
            default:
                return false;
        }
    }
}
