using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Scriban.Runtime;

namespace GptPrompting.Prompts;

/// <summary>
/// Copies values into the template engine's own types: text, numbers, bools and null as they are, lists, dictionaries
/// and JSON with their content, any other object as its public properties in snake_case. A template sees data, never
/// code.
/// </summary>
internal sealed class TemplateValues
{
    /// <summary>Reading and writing a longer number takes time that grows faster than its length.</summary>
    internal const int DigitsLimit = 1000;

    // What a template writes around a value, such as the words before an input and its line end.
    private const int WordsAround = 256;

    private const int DepthLimit = 32;
    private const int CountLimit = 1_000_000;
    private const NumberStyles WholeNumber = NumberStyles.AllowLeadingSign;
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;
    private readonly Func<string, string, string>? _set;
    private string _variable = "";
    private int _count;
    private long _characters;

    private TemplateValues(Func<string, string, string>? set) => _set = set;

    /// <param name="variables">Values by name.</param>
    /// <param name="set">What a text of a variable becomes, by its name; null leaves texts as they are.</param>
    /// <returns>
    /// The values, and how many characters it takes to write them all once with some words around each.
    /// </returns>
    /// <exception cref="ArgumentException">A value is nested too deeply, has too many parts, or is code.</exception>
    internal static (ScriptObject Values, long Characters) From(
        IReadOnlyDictionary<string, object?> variables, Func<string, string, string>? set = null)
    {
        var values = new TemplateValues(set);
        ScriptObject copies = values.Object(variables, 0);
        return (copies, values._characters + ((long)WordsAround * values._count));
    }

    private object? Value(object? value, int depth)
    {
        object? copy = Copy(value, depth);
        if (copy is not string text)
        {
            return copy;
        }

        text = _set is null ? text : _set(_variable, text);
        _characters += text.Length;
        return text;
    }

    private object? Copy(object? value, int depth)
    {
        if (depth > DepthLimit || ++_count > CountLimit)
        {
            throw new ArgumentException(
                $"A template variable may be nested {DepthLimit} deep and have {CountLimit} parts; "
                + "this one has more, or contains itself.");
        }

        return value switch
        {
            null or string or bool or BigInteger or decimal => value,
            char single => single.ToString(),
            Enum => value.ToString(),
            _ when value.GetType().IsPrimitive => value,
            JsonElement json => Json(json, depth),
            JsonNode json => Json(JsonSerializer.SerializeToElement(json), depth),
            DateTime or DateTimeOffset => ((IFormattable)value).ToString("O", CultureInfo.InvariantCulture),
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            IEnumerable<KeyValuePair<string, object?>> pairs => Object(pairs, depth),
            IDictionary dictionary => Object(Pairs(dictionary), depth),
            IEnumerable list => List(list.Cast<object?>(), depth),
            Delegate or MemberInfo or Stream or Task => throw new ArgumentException(
                $"A template variable is data; it cannot be a {value.GetType()}."),
            _ => Object(Properties(value), depth),
        };
    }

    private ScriptObject Object(IEnumerable<KeyValuePair<string, object?>> pairs, int depth)
    {
        var result = new ScriptObject();
        foreach ((string name, object? value) in pairs)
        {
            _variable = depth == 0 ? name : _variable;
            // A dictionary that is printed shows its keys.
            string key = depth == 0 || _set is null ? name : _set(_variable, name);
            result[key] = Value(value, depth + 1);
        }

        return result;
    }

    private ScriptArray List(IEnumerable<object?> items, int depth)
    {
        var result = new ScriptArray();
        foreach (object? item in items)
        {
            result.Add(Value(item, depth + 1));
        }

        return result;
    }

    private object? Json(JsonElement json, int depth) => json.ValueKind switch
    {
        JsonValueKind.Object => Object(
            from property in json.EnumerateObject()
            select KeyValuePair.Create(property.Name, (object?)property.Value),
            depth),
        JsonValueKind.Array => List(json.EnumerateArray().Select(item => (object?)item), depth),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => Number(json),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>The first numeric type that prints the number as it is written, else its text.</summary>
    private static object Number(JsonElement json)
    {
        string text = json.GetRawText();
        return json.TryGetInt64(out long whole) && Prints(whole, text) ? whole
            : text.Length <= DigitsLimit && BigInteger.TryParse(text, WholeNumber, Invariant, out BigInteger big)
                && Prints(big, text) ? big
            : json.TryGetDecimal(out decimal exact) && Prints(exact, text) ? exact
            : json.TryGetDouble(out double rounded) && Prints(rounded, text) ? rounded
            : text;
    }

    private static bool Prints(IFormattable number, string text) => number.ToString(null, Invariant) == text;

    private static IEnumerable<KeyValuePair<string, object?>> Pairs(IDictionary dictionary)
    {
        foreach (DictionaryEntry entry in dictionary)
        {
            string name = Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? "";
            yield return KeyValuePair.Create(name, entry.Value);
        }
    }

    private static IEnumerable<KeyValuePair<string, object?>> Properties(object value) =>
        from property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where property.CanRead && property.GetIndexParameters().Length == 0
        select KeyValuePair.Create(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name), Get(property, value));

    private static object? Get(PropertyInfo property, object owner)
    {
        try
        {
            return property.GetValue(owner);
        }
        catch (TargetInvocationException exception)
        {
            throw new ArgumentException(
                $"The property '{property.Name}' of a template variable of type {owner.GetType()} cannot be read: "
                + exception.InnerException?.Message,
                exception.InnerException);
        }
    }
}
