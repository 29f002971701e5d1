using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using GptPrompting.Generation;

namespace GptPrompting.ExtensionsAI;

/// <summary>A setting as it stands in JSON; numbers may be text.</summary>
internal readonly record struct SettingValue(string Key, JsonElement Json)
{
    private const string ResponseForms =
        "text, or of the type json_schema with a schema, which this model needs to write JSON";

    private static readonly JsonSerializerOptions s_json = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private string Text => Json.ValueKind == JsonValueKind.String ? Json.GetString()! : Json.GetRawText();

    public override string ToString() => Json.GetRawText();

    internal double ToNumber() =>
        IsScalar && double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : throw Wrong("a number");

    /// <summary>60.0 is a whole number too; some tools write it that way.</summary>
    internal int ToWholeNumber() =>
        IsScalar && decimal.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
        && number == decimal.Truncate(number) && number is >= int.MinValue and <= int.MaxValue
            ? (int)number
            : throw Wrong($"a whole number from {int.MinValue} to {int.MaxValue}");

    internal string[] ToTexts() =>
        Json.ValueKind == JsonValueKind.Array
            && Json.EnumerateArray().All(each => each.ValueKind == JsonValueKind.String)
            ? [.. Json.EnumerateArray().Select(each => each.GetString()!)]
            : throw Wrong("a list of texts");

    internal string ToText() =>
        Json.ValueKind == JsonValueKind.String ? Json.GetString()! : throw Wrong("a text");

    internal bool ToFlag() => TryFlag() ?? throw Wrong("true or false");

    /// <summary>True, false, or a number of most likely tokens, as OpenAI's older API has it.</summary>
    internal (bool IsWanted, int? Count) ToLogProbabilities() =>
        TryFlag() is bool flag ? (flag, null) : (true, ToWholeNumber());

    /// <summary>As transformers writes it.</summary>
    internal EarlyStopping ToEarlyStopping() => TryEarlyStopping() ?? throw Wrong("false, true or \"never\"");

    /// <returns>Null where it is none of the three.</returns>
    internal EarlyStopping? TryEarlyStopping() => Json.ToString() switch
    {
        "False" or "false" => EarlyStopping.Heuristic,
        "True" or "true" => EarlyStopping.Eager,
        "never" => EarlyStopping.Never,
        _ => null,
    };

    internal GenerationConstraint ToJsonSchema() => Json.ValueKind == JsonValueKind.String
        ? GenerationConstraint.JsonSchema(Json.GetString()!)
        : GenerationConstraint.JsonSchema(Json);

    /// <summary>
    /// The schema in OpenAI's form <c>type: json_schema</c>, <c>json_schema: schema: ...</c>; null for <c>text</c>.
    /// </summary>
    internal JsonElement? ToResponseSchema()
    {
        JsonElement type = Part(Json, "type") ?? Json;
        return type.ValueKind != JsonValueKind.String ? throw Wrong(ResponseForms)
            : type.ValueEquals("text") ? null
            : type.ValueEquals("json_schema") && Part(Json, "json_schema") is { } named
            && Part(named, "schema") is { } schema ? schema
            : throw Wrong(ResponseForms);
    }

    internal int[] ToWholeNumbers()
    {
        string key = Key;
        return Json.ValueKind == JsonValueKind.Array
            ? [.. Json.EnumerateArray().Select(each => new SettingValue(key, each).ToWholeNumber())]
            : throw Wrong("a list of whole numbers");
    }

    /// <summary>An object with token ids as names.</summary>
    internal Dictionary<int, double> ToBias()
    {
        if (Json.ValueKind != JsonValueKind.Object)
        {
            throw Wrong("an object of token ids and numbers");
        }

        var bias = new Dictionary<int, double>();
        foreach (JsonProperty property in Json.EnumerateObject())
        {
            bias[int.TryParse(property.Name, NumberStyles.None, CultureInfo.InvariantCulture, out int id)
                ? id
                : throw Wrong("an object of token ids and numbers")] = new SettingValue(Key, property.Value).ToNumber();
        }

        return bias;
    }

    internal static JsonElement ToJson(object value) =>
        JsonSerializer.SerializeToElement(value, value.GetType(), s_json);

    /// <summary>Lets exceptions of options that the value is put into name the key.</summary>
    internal T Named<T>(Func<SettingValue, T> read, Func<ArgumentException, string>? describe = null)
    {
        describe ??= ProblemIn;
        try
        {
            return read(this);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new ArgumentOutOfRangeException(Key, e.ActualValue, $"'{Key}': {describe(e)}");
        }
        catch (ArgumentException e) when (e.ParamName != Key)
        {
            throw new ArgumentException($"'{Key}': {describe(e)}", Key, e);
        }
    }

    /// <summary>What is wrong, without the name and the value of the parameter, which the runtime appends.</summary>
    internal static string ProblemIn(ArgumentException e) => e.Message.Split(" (Parameter '")[0];

    private bool? TryFlag() => Json.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String when bool.TryParse(Json.GetString(), out bool flag) => flag,
        _ => null,
    };

    private static JsonElement? Part(JsonElement whole, string name) =>
        whole.ValueKind == JsonValueKind.Object && whole.TryGetProperty(name, out JsonElement part) ? part : null;

    private bool IsScalar => Json.ValueKind is JsonValueKind.Number or JsonValueKind.String;

    private ArgumentException Wrong(string wanted) => new($"'{Key}' is {this}; it must be {wanted}.", Key);
}
