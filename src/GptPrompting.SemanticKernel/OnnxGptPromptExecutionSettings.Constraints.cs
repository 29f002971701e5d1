using System.Text.Json;
using System.Text.Json.Serialization;
using GptPrompting.Generation;

namespace GptPrompting.SemanticKernel;

// What can be generated at all; at most one of these.
public sealed partial class OnnxGptPromptExecutionSettings
{
    // With what was compiled of them, which copies share.
    private (IReadOnlyList<string>? Value, GenerationConstraint? Constraint) _choices;
    private (string? Value, GenerationConstraint? Constraint) _regex;
    private (JsonElement? Value, GenerationConstraint? Constraint) _jsonSchema;

    /// <summary>
    /// Texts of which one is generated, after at most one space. Null, the default, is no limit. Not together with
    /// <see cref="Regex"/> or <see cref="JsonSchema"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The list is empty, or a text is null, empty or there twice.</exception>
    /// <exception cref="InvalidOperationException">The settings are frozen.</exception>
    [JsonPropertyName("choices")]
    public IReadOnlyList<string>? Choices
    {
        get => _choices.Value;
        set
        {
            ThrowIfFrozen();
            string[]? choices = value is null ? null : [.. value];
            _choices = choices is null
                ? default
                : (Array.AsReadOnly(choices), GenerationConstraint.Choices(choices));
        }
    }

    /// <summary>
    /// A regular expression that the generated text matches as a whole, after at most one space; see
    /// <see cref="GenerationConstraint.Regex"/>. Null, the default, is no limit.
    /// </summary>
    /// <exception cref="ArgumentException">It is none, or asks for what is not supported.</exception>
    /// <exception cref="InvalidOperationException">The settings are frozen.</exception>
    [JsonPropertyName("regex")]
    public string? Regex
    {
        get => _regex.Value;
        set
        {
            ThrowIfFrozen();
            _regex = value is null ? default : (value, GenerationConstraint.Regex(value));
        }
    }

    /// <summary>
    /// A JSON schema that the generated text obeys, after at most one space; see
    /// <see cref="GenerationConstraint.JsonSchema(JsonElement)"/>. Null, the default, is no limit.
    /// </summary>
    /// <remarks>
    /// An object, or a text with one. In the YAML of a prompt file write it as text (<c>json_schema: |</c>): the kernel
    /// reads the numbers and flags of a map there as texts, which a schema must not have.
    /// </remarks>
    /// <exception cref="ArgumentException">It is none, or asks for what is not supported.</exception>
    /// <exception cref="InvalidOperationException">The settings are frozen.</exception>
    [JsonPropertyName("json_schema")]
    public JsonElement? JsonSchema
    {
        get => _jsonSchema.Value;
        set
        {
            ThrowIfFrozen();
            _jsonSchema = value switch
            {
                null => (null, null),
                { ValueKind: JsonValueKind.String } text =>
                    ((JsonElement?)text.Clone(), GenerationConstraint.JsonSchema(text.GetString()!)),
                { } schema => (schema.Clone(), GenerationConstraint.JsonSchema(schema)),
            };
        }
    }

    /// <exception cref="ArgumentException">There are several.</exception>
    private GenerationConstraint? Constraint()
    {
        (string Name, GenerationConstraint? Constraint)[] set =
        [
            .. new[]
            {
                (nameof(Choices), _choices.Constraint), (nameof(Regex), _regex.Constraint),
                (nameof(JsonSchema), _jsonSchema.Constraint),
            }.Where(each => each.Item2 is not null),
        ];
        return set.Length < 2
            ? set.FirstOrDefault().Constraint
            : throw new ArgumentException($"{set[0].Name} and {set[1].Name} are both set; give one of them.");
    }
}
