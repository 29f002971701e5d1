using System.Text.Json;
using System.Text.Json.Serialization;
using GptPrompting.ExtensionsAI;
using GptPrompting.Generation;

namespace GptPrompting.SemanticKernel;

/// <summary><c>early_stopping</c> as transformers writes it: false, true or "never".</summary>
internal sealed class EarlyStoppingConverter : JsonConverter<EarlyStopping>
{
    public override EarlyStopping Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new SettingValue("early_stopping", JsonElement.ParseValue(ref reader)).TryEarlyStopping()
        ?? throw new JsonException("It must be false, true or \"never\".");

    public override void Write(Utf8JsonWriter writer, EarlyStopping value, JsonSerializerOptions options)
    {
        if (value == EarlyStopping.Never)
        {
            writer.WriteStringValue("never");
        }
        else
        {
            writer.WriteBooleanValue(value == EarlyStopping.Eager);
        }
    }
}
