using System.Text.Json;
using System.Text.Json.Serialization;

namespace GptPrompting.Evaluation.Results;

/// <summary>Dictionaries written in the ordinal order of their keys, so that equal ones give equal bytes.</summary>
internal sealed class SortedNames<T> : JsonConverter<IReadOnlyDictionary<string, T>>
{
    public override IReadOnlyDictionary<string, T>? Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<Dictionary<string, T>>(ref reader, options);

    public override void Write(
        Utf8JsonWriter writer, IReadOnlyDictionary<string, T> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach ((string name, T item) in value.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            writer.WritePropertyName(name);
            JsonSerializer.Serialize(writer, item, options);
        }

        writer.WriteEndObject();
    }
}
