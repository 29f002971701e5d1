using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace GptPrompting.Evaluation.Results;

/// <summary>How results and reports are written as JSON: snake_case names, canonical order, exact numbers.</summary>
internal static class ResultJson
{
    /// <summary>On one line, texts readable.</summary>
    public static JsonSerializerOptions Line { get; } = New(JavaScriptEncoder.UnsafeRelaxedJsonEscaping, false);

    /// <summary>Over several lines, texts readable.</summary>
    public static JsonSerializerOptions Indented { get; } = New(JavaScriptEncoder.UnsafeRelaxedJsonEscaping, true);

    /// <summary>On one line, without angle brackets and ampersands, so that nothing in it ends an element.</summary>
    public static JsonSerializerOptions Embedded { get; } = New(JavaScriptEncoder.Create(UnicodeRanges.All), false);

    private static JsonSerializerOptions New(JavaScriptEncoder encoder, bool indented) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Encoder = encoder,
        WriteIndented = indented,
        NewLine = "\n",
        Converters =
        {
            new FiniteNumbers(),
            new SortedNames<string>(),
            new SortedNames<double>(),
            new SortedNames<int>(),
            new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false),
        },
    };
}
