using System.Text.Json;
using System.Text.Json.Serialization;

namespace GptPrompting.Evaluation.Results;

/// <summary>
/// Numbers that come back as they were: the shortest text that gives the same double; null where there is no number.
/// </summary>
internal sealed class FiniteNumbers : JsonConverter<double>
{
    public override bool HandleNull => true;

    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.Null => double.NaN,
            JsonTokenType.String when reader.ValueTextEquals("-Infinity"u8) => double.NegativeInfinity,
            JsonTokenType.String when reader.ValueTextEquals("Infinity"u8) => double.PositiveInfinity,
            JsonTokenType.Number => reader.GetDouble(),
            _ => throw new JsonException("a number is expected"),
        };

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        if (double.IsFinite(value))
        {
            writer.WriteNumberValue(value);
        }
        else if (double.IsNaN(value))
        {
            writer.WriteNullValue();
        }
        else
        {
            // JSON has no infinity; a token that the model holds for impossible has a log-probability of -Infinity.
            writer.WriteStringValue(value < 0 ? "-Infinity" : "Infinity");
        }
    }
}
