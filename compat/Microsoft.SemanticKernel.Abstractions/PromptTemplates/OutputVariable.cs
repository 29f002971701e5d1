using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Microsoft.SemanticKernel;

public sealed class OutputVariable
{
    private string _description = string.Empty;

    [JsonPropertyName("description")]
    [AllowNull]
    public string Description
    {
        get => _description;
        set => _description = value ?? string.Empty;
    }

    [JsonPropertyName("json_schema")]
    public string? JsonSchema { get; set; }
}
