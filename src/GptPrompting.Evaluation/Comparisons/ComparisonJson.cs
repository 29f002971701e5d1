using System.Text.Json;
using GptPrompting.Evaluation.Results;

namespace GptPrompting.Evaluation.Comparisons;

/// <summary>A comparison as JSON: the properties of <see cref="RunComparison"/> in snake_case, numbers exact.</summary>
public static class ComparisonJson
{
    /// <summary>The comparison as indented JSON that ends with a line break.</summary>
    public static string Write(RunComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return JsonSerializer.Serialize(comparison, ResultJson.Indented) + "\n";
    }
}
