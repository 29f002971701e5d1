using System.Collections.ObjectModel;
using System.Text.Json;

namespace GptPrompting.Prompts;

/// <summary>A solved example that is placed in a prompt.</summary>
/// <param name="Input">What was asked.</param>
/// <param name="Output">The answer, without the space before it and the line end after it.</param>
public sealed record Demonstration(string Input, string Output)
{
    /// <summary>Any other fields of the demonstration, for templates that want more than input and output.</summary>
    public IReadOnlyDictionary<string, JsonElement> Fields { get; init; } =
        ReadOnlyDictionary<string, JsonElement>.Empty;

    /// <summary>
    /// Takes <c>input</c> and <c>output</c> of a JSON object; every other key goes to <see cref="Fields"/>.
    /// </summary>
    /// <exception cref="PromptFormatException">
    /// One of the two is missing or is not a string, or the line is no object.
    /// </exception>
    public static Demonstration From(JsonLine line)
    {
        if (line.Value.ValueKind != JsonValueKind.Object)
        {
            throw line.Error($"a demonstration is to be an object, not {line.Value.ValueKind}");
        }

        return new Demonstration(line.GetString("input"), line.GetString("output"))
        {
            Fields = line.Value.EnumerateObject()
                .Where(property => property.Name is not ("input" or "output"))
                .ToDictionary(property => property.Name, property => property.Value, StringComparer.Ordinal),
        };
    }

    /// <summary>The demonstration as a template sees it.</summary>
    internal Dictionary<string, object?> ToVariables()
    {
        var variables = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["input"] = Input,
            ["output"] = Output,
        };
        foreach ((string name, JsonElement value) in Fields)
        {
            variables[name] = value;
        }

        return variables;
    }
}
