using System.ComponentModel;
using System.Globalization;
using System.Reflection;

namespace Microsoft.SemanticKernel;

/// <summary>Values to text and back, by the converters that .NET has for simple types.</summary>
internal static class InternalTypeConverter
{
    private static readonly HashSet<Type> s_simpleTypes =
    [
        typeof(TimeSpan), typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly),
        typeof(Uri), typeof(Guid), typeof(Version), typeof(Half), typeof(Int128), typeof(UInt128),
    ];

    internal static string? ConvertToString(object? value, CultureInfo? culture)
    {
        if (value is null or string)
        {
            return (string?)value;
        }

        return Find(value.GetType()) is { } converter && converter.CanConvertTo(typeof(string))
            ? converter.ConvertToString(context: null, culture ?? CultureInfo.InvariantCulture, value)
            : value.ToString();
    }

    /// <summary>Null where the type is neither simple nor names a converter of its own.</summary>
    internal static TypeConverter? Find(Type type)
    {
        bool isSimple = type.IsEnum
            || Type.GetTypeCode(type) is not (TypeCode.Object or TypeCode.DBNull or TypeCode.Empty)
            || s_simpleTypes.Contains(type);
        return isSimple || type.GetCustomAttribute<TypeConverterAttribute>() is not null
            ? TypeDescriptor.GetConverter(type)
            : null;
    }
}
