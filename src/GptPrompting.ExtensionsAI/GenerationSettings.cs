using System.Collections;
using System.Globalization;
using System.Text.Json;
using GptPrompting.Generation;

namespace GptPrompting.ExtensionsAI;

/// <summary>Generation options by the names that they have in prompt files and in additional properties.</summary>
internal static class GenerationSettings
{
    private static readonly Dictionary<string, Func<GenerationOptions, Setting, GenerationOptions>> s_known = new()
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
        ["max_tokens"] = (options, value) => options with { MaxOutputTokens = value.ToWholeNumber() },
        ["min_tokens"] = (options, value) => options with { MinOutputTokens = value.ToWholeNumber() },
        ["stop_sequences"] = (options, value) => options with { StopSequences = value.ToTexts() },
        ["best_of"] = (options, value) => options with { BestOf = value.ToWholeNumber() },
        ["num_beams"] = (options, value) => options with { Beams = value.ToWholeNumber() },
        ["length_penalty"] = (options, value) => options with { LengthPenalty = value.ToNumber() },
        ["regex"] = (options, value) => Constrained(options, value, GenerationConstraint.Regex(value.ToText())),
        ["json_schema"] = (options, value) =>
            Constrained(options, value, GenerationConstraint.JsonSchema(value.ToJson())),
    };

    /// <exception cref="ArgumentException">
    /// The name is unknown, or the value is of the wrong kind or not in its range; the message has the name.
    /// </exception>
    internal static GenerationOptions Apply(GenerationOptions options, string name, object? value)
    {
        if (!s_known.TryGetValue(name, out Func<GenerationOptions, Setting, GenerationOptions>? apply))
        {
            throw new ArgumentException(
                $"'{name}' is no setting of a local GPT. Known are: {string.Join(", ", s_known.Keys)}.", name);
        }

        return value is null or JsonElement { ValueKind: JsonValueKind.Null }
            ? options
            : apply(options, new Setting(name, value));
    }

    private static GenerationOptions Constrained(
        GenerationOptions options, Setting value, GenerationConstraint constraint) => options.Constraint is null
        ? options with { Constraint = constraint }
        : throw new ArgumentException($"'{value.Name}' is not the only constraint; give one.", value.Name);

    private readonly record struct Setting(string Name, object Value)
    {
        // Numbers may be text, as in the settings of Semantic Kernel.
        private string Text => Value is string text
            ? text
            : Convert.ToString(Value, CultureInfo.InvariantCulture) ?? "";

        internal double ToNumber() =>
            double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
                ? number
                : throw Wrong("a number");

        internal int ToWholeNumber() =>
            double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && number is >= int.MinValue and <= int.MaxValue && number == Math.Truncate(number)
                ? (int)number
                : throw Wrong("a whole number");

        internal string ToText() => Value is string or JsonElement { ValueKind: JsonValueKind.String }
            ? Text
            : throw Wrong("a text");

        /// <summary>A schema as an object or as text with one.</summary>
        internal string ToJson() => Value is JsonElement { ValueKind: JsonValueKind.Object } json
            ? json.GetRawText()
            : ToText();

        internal string[] ToTexts() => Value switch
        {
            JsonElement { ValueKind: JsonValueKind.Array } json => [.. json.EnumerateArray().Select(TextOf)],
            IEnumerable list and not string => [.. list.Cast<object?>().Select(TextOf)],
            _ => throw NoTexts(),
        };

        private string TextOf(JsonElement json) =>
            json.ValueKind == JsonValueKind.String ? json.GetString()! : throw NoTexts();

        private string TextOf(object? value) => value as string ?? throw NoTexts();

        private ArgumentException NoTexts() => Wrong("a list of texts");

        private ArgumentException Wrong(string wanted) => new($"'{Name}' is '{Text}'; it must be {wanted}.", Name);
    }
}
