using System.Text.Json;
using System.Text.Json.Nodes;

namespace GptPrompting.SemanticKernel;

/// <summary>Values as templates see them, with a blank in the place of each sign that opens an element.</summary>
internal static class WithoutMarkup
{
    private static readonly JsonSerializerOptions s_options =
        new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <param name="values">By name.</param>
    /// <param name="isKept">Whether a value, by its name, stays as it is.</param>
    internal static Dictionary<string, object?> Of(
        IReadOnlyDictionary<string, object?> values, Func<string, bool> isKept) =>
        values.ToDictionary(each => each.Key, each => isKept(each.Key) ? each.Value : Of(each.Value));

    private static object? Of(object? value) => value switch
    {
        null or bool or int or long or double => value,
        string text => Of(text),
        _ => Of(JsonSerializer.SerializeToNode(value, s_options)),
    };

    private static string Of(string text) => text.Replace('<', ' ');

    private static JsonNode? Of(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members
            .Select(member => KeyValuePair.Create(Of(member.Key), Of(member.Value))).DistinctBy(member => member.Key)),
        JsonArray items => new JsonArray([.. items.Select(Of)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => Of((string)value!),
        _ => node?.DeepClone(),
    };
}
