using System.Text.Json;
using GptPrompting.Generation;

namespace GptPrompting.ExtensionsAI;

/// <summary>
/// Generation options by the names that they have in prompt files: what every host reads in the same way.
/// </summary>
internal static class GenerationSettings
{
    private static readonly Dictionary<string, Func<GenerationOptions, SettingValue, GenerationOptions>> s_known = new()
    {
        ["temperature"] = (options, value) => options with { Temperature = value.ToNumber() },
        ["top_p"] = (options, value) => options with { TopP = value.ToNumber() },
        ["top_k"] = (options, value) => options with { TopK = value.ToWholeNumber() },
        ["min_p"] = (options, value) => options with { MinP = value.ToNumber() },
        ["typical_p"] = (options, value) => options with { TypicalP = value.ToNumber() },
        ["seed"] = (options, value) => options with { Seed = value.ToWholeNumber() },
        ["repetition_penalty"] = (options, value) => options with { RepetitionPenalty = value.ToNumber() },
        ["frequency_penalty"] = (options, value) => options with { FrequencyPenalty = value.ToNumber() },
        ["presence_penalty"] = (options, value) => options with { PresencePenalty = value.ToNumber() },
        ["no_repeat_ngram_size"] = (options, value) => options with { NoRepeatNgramSize = value.ToWholeNumber() },
        ["logit_bias"] = (options, value) => options with { LogitBias = value.ToBias() },
        ["max_tokens"] = (options, value) => options with { MaxOutputTokens = value.ToWholeNumber() },
        ["min_tokens"] = (options, value) => options with { MinOutputTokens = value.ToWholeNumber() },
        ["stop_sequences"] = (options, value) => options with { StopSequences = value.ToTexts() },
        ["stop_token_ids"] = (options, value) => options with { StopTokenIds = value.ToWholeNumbers() },
        ["best_of"] = (options, value) => options with { BestOf = value.ToWholeNumber() },
        ["num_beams"] = (options, value) => options with { Beams = value.ToWholeNumber() },
        ["length_penalty"] = (options, value) => options with { LengthPenalty = value.ToNumber() },
        ["early_stopping"] = (options, value) => options with { EarlyStopping = value.ToEarlyStopping() },
        ["choices"] = (options, value) =>
            Constrained(options, value, GenerationConstraint.Choices(value.ToTexts())),
        ["regex"] = (options, value) => Constrained(options, value, GenerationConstraint.Regex(value.ToText())),
        ["json_schema"] = (options, value) => Constrained(options, value, value.ToJsonSchema()),
        ["response_format"] = (options, value) => value.ToResponseSchema() is { } schema
            ? Constrained(options, value, GenerationConstraint.JsonSchema(schema))
            : options,
    };

    internal static IEnumerable<string> Names => s_known.Keys;

    /// <returns>What puts a value into options; null where the name is unknown.</returns>
    internal static Func<GenerationOptions, SettingValue, GenerationOptions>? Find(string name) =>
        s_known.GetValueOrDefault(name);

    /// <exception cref="ArgumentException">
    /// The name is unknown, or the value is of the wrong kind or not in its range; the message has the name.
    /// </exception>
    internal static GenerationOptions Apply(GenerationOptions options, string name, object? value)
    {
        Func<GenerationOptions, SettingValue, GenerationOptions> apply = Find(name) ?? throw new ArgumentException(
            $"'{name}' is no setting of a local GPT. Known are: {string.Join(", ", Names)}.", name);
        return value is null or JsonElement { ValueKind: JsonValueKind.Null }
            ? options
            : new SettingValue(name, SettingValue.ToJson(value)).Named(setting => apply(options, setting));
    }

    private static GenerationOptions Constrained(
        GenerationOptions options, SettingValue value, GenerationConstraint constraint) => options.Constraint is null
        ? options with { Constraint = constraint }
        : throw new ArgumentException($"'{value.Key}' is not the only constraint; give one.", value.Key);
}
