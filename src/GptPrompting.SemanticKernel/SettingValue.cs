using System.Globalization;
using System.Text.Json;

namespace GptPrompting.SemanticKernel;

/// <summary>A setting as it stands in JSON; numbers may be text.</summary>
internal readonly record struct SettingValue(string Key, JsonElement Json)
{
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

    /// <summary>Whether this is that number, or, for {}, an object without members.</summary>
    internal bool Is(string neutral) =>
        neutral == "{}"
            ? Json.ValueKind == JsonValueKind.Object && !Json.EnumerateObject().Any()
            : IsScalar && double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                && number == double.Parse(neutral, CultureInfo.InvariantCulture);

    private bool IsScalar => Json.ValueKind is JsonValueKind.Number or JsonValueKind.String;

    private ArgumentException Wrong(string wanted) => new($"'{Key}' is {this}; it must be {wanted}.", Key);
}
