using System.Collections;
using System.Numerics;

namespace Scriban.Runtime;

/// <summary>What types are called in messages and by `object.kind`.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> Known = new()
    {
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(ushort)] = "ushort",
        [typeof(short)] = "short",
        [typeof(uint)] = "uint",
        [typeof(int)] = "int",
        [typeof(ulong)] = "ulong",
        [typeof(long)] = "long",
        [typeof(string)] = "string",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
        [typeof(BigInteger)] = "bigint",
        [typeof(ScriptRange)] = "range",
    };

    public static bool IsPrimitive(Type type) =>
        type.IsPrimitive || type == typeof(decimal) || type == typeof(BigInteger);

    public static bool IsNumber(Type type) => IsPrimitive(type) && type != typeof(bool) && type != typeof(char);

    public static string Of(Type type)
    {
        if (Known.TryGetValue(type, out string? name)) return name;
        if (type.IsEnum) return "enum";
        if (typeof(IList).IsAssignableFrom(type)) return "array";
        if (typeof(IScriptObject).IsAssignableFrom(type)) return "object";
        if (typeof(IScriptCustomFunction).IsAssignableFrom(type)) return "function";
        if (!type.IsGenericType) return type.Name;
        string arguments = string.Join(", ", type.GenericTypeArguments.Select(Of));
        return $"{type.Name[..type.Name.IndexOf('`')]}<{arguments}>";
    }
}
