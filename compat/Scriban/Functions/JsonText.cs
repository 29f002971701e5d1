using System.Collections;
using System.Text;
using System.Text.Json;
using Scriban.Runtime;
using Scriban.Runtime.Accessors;

namespace Scriban.Functions;

/// <summary>Values of the template language from and to JSON.</summary>
internal static class JsonText
{
    public static object? Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return ValueOf(document.RootElement);
    }

    public static string Write(TemplateContext context, object? value)
    {
        if (value is IScriptCustomFunction)
        {
            throw new ArgumentOutOfRangeException(nameof(value), "Can not serialize functions to JSON.");
        }

        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) Write(context, writer, value, 1);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static object? ValueOf(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new ScriptObject();
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    members[property.Name] = ValueOf(property.Value);
                }

                return members;
            case JsonValueKind.Array:
                return new ScriptArray(element.EnumerateArray().Select(ValueOf));
            case JsonValueKind.Number:
                if (element.TryGetInt32(out int number)) return number;
                if (element.TryGetInt64(out long large)) return large;
                return element.TryGetDecimal(out decimal exact) ? exact : element.GetDouble();
            case JsonValueKind.String:
                return element.GetString();
            case JsonValueKind.True or JsonValueKind.False:
                return element.GetBoolean();
            default:
                return null;
        }
    }

    private static void Write(TemplateContext context, Utf8JsonWriter writer, object? value, int depth)
    {
        if (context.ObjectRecursionLimit != 0 && depth > context.ObjectRecursionLimit)
        {
            throw new InvalidOperationException("Structure is too deeply nested or contains reference loops.");
        }

        bool isScalar = value is null or string or bool || TypeNames.IsPrimitive(value.GetType())
            || (value is IFormattable and not ScriptObject);
        if (isScalar)
        {
            JsonSerializer.Serialize(writer, value, value?.GetType() ?? typeof(object));
        }
        else if (value is IList items)
        {
            writer.WriteStartArray();
            foreach (object? item in items) Write(context, writer, item, depth + 1);
            writer.WriteEndArray();
        }
        else
        {
            WriteMembers(context, writer, value!, depth);
        }
    }

    private static void WriteMembers(TemplateContext context, Utf8JsonWriter writer, object value, int depth)
    {
        ObjectAccessor accessor = context.AccessorOf(value);
        writer.WriteStartObject();
        foreach (string member in accessor.GetMembers(context, value))
        {
            if (!accessor.TryGetValue(context, value, member, out object? item)) continue;
            writer.WritePropertyName(member);
            Write(context, writer, item, depth + 1);
        }

        writer.WriteEndObject();
    }
}
