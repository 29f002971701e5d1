using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace GptPrompting.Cli;

/// <summary>How <c>--json</c> is written: snake_case names, readable text, one object over several lines.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,

        // A token that the model holds for impossible has a log-probability of -Infinity.
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>For a text within a line: quoted, control characters escaped, all else as it is.</summary>
    public static string Quote(string text) => JsonSerializer.Serialize(text, Options);

    public static Task WriteAsync(TextWriter output, object value) =>
        output.WriteLineAsync(JsonSerializer.Serialize(value, Options));
}
