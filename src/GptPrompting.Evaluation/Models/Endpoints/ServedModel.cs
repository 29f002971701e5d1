using System.Globalization;
using System.Net;
using System.Text.Json;

namespace GptPrompting.Evaluation.Models.Endpoints;

/// <summary>What <c>models</c> says of a model.</summary>
/// <param name="Properties">
/// Its texts, numbers and truth values by name, those of <c>meta</c> (llama.cpp) as <c>meta.name</c>; empty where the
/// endpoint says nothing.
/// </param>
internal sealed record ServedModel(IReadOnlyDictionary<string, string> Properties)
{
    // vLLM makes these anew for every answer; the last says the same of every model.
    private static readonly string[] Passing = ["created", "permission", "object"];

    /// <summary>vLLM's and SGLang's <c>max_model_len</c>; null where the endpoint does not say it.</summary>
    public int? ContextLength =>
        Properties.TryGetValue("max_model_len", out string? text)
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int length)
            ? length
            : null;

    /// <exception cref="EndpointRefusedException">The endpoint is out of reach, or refuses the key.</exception>
    public static async Task<ServedModel> ReadAsync(
        EndpointConnection connection, Uri address, string model, CancellationToken cancellationToken)
    {
        try
        {
            return Of(await connection.GetAsync<JsonElement>(address, cancellationToken), model);
        }
        catch (EndpointRefusedException e) when (e.StatusCode is HttpStatusCode.NotFound
            or HttpStatusCode.MethodNotAllowed or HttpStatusCode.BadRequest or HttpStatusCode.NotImplemented)
        {
            return Of(default, model);
        }
    }

    private static ServedModel Of(JsonElement answer, string model)
    {
        var properties = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (answer.ValueKind == JsonValueKind.Object
            && answer.TryGetProperty("data", out JsonElement models) && models.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement entry in models.EnumerateArray().Where(entry => IsNamed(entry, model)).Take(1))
            {
                Add(properties, "", entry);
            }
        }

        return new ServedModel(properties);
    }

    private static bool IsNamed(JsonElement entry, string model) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("id", out JsonElement id)
        && id.ValueKind == JsonValueKind.String && id.GetString() == model;

    private static void Add(SortedDictionary<string, string> properties, string prefix, JsonElement element)
    {
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (property.NameEquals("meta") && property.Value.ValueKind == JsonValueKind.Object)
            {
                Add(properties, "meta.", property.Value);
            }
            else if (!Passing.Contains(property.Name) && property.Value.ValueKind is JsonValueKind.String
                or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
            {
                properties[prefix + property.Name] = property.Value.ToString();
            }
        }
    }
}
