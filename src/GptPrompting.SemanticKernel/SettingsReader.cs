using System.Text.Json;
using System.Text.Json.Serialization;
using GptPrompting.Generation;

namespace GptPrompting.SemanticKernel;

/// <summary>
/// Reads settings from JSON. Values come from prompt files, so each error names the key as it is written there.
/// </summary>
internal static class SettingsReader
{
    // The kernel's own keys; the settings' base type has them as properties.
    private static readonly HashSet<string> s_kernelKeys = ["service_id", "model_id", "function_choice_behavior"];

    private static readonly Dictionary<string, Action<OnnxGptPromptExecutionSettings, SettingValue>> s_known = new()
    {
        ["temperature"] = (settings, value) => settings.Temperature = value.ToNumber(),
        ["top_p"] = (settings, value) => settings.TopP = value.ToNumber(),
        ["top_k"] = (settings, value) => settings.TopK = value.ToWholeNumber(),
        ["min_p"] = (settings, value) => settings.MinP = value.ToNumber(),
        ["max_tokens"] = (settings, value) => settings.MaxTokens = value.ToWholeNumber(),
        ["stop_sequences"] = (settings, value) => settings.StopSequences = value.ToTexts(),
        ["seed"] = (settings, value) => settings.Seed = value.ToWholeNumber(),
        ["results_per_prompt"] = (settings, value) => settings.ResultsPerPrompt = value.ToWholeNumber(),
        ["typical_p"] = (settings, value) => settings.TypicalP = value.ToNumber(),
        ["repetition_penalty"] = (settings, value) => settings.RepetitionPenalty = value.ToNumber(),
        ["frequency_penalty"] = (settings, value) => settings.FrequencyPenalty = value.ToNumber(),
        ["presence_penalty"] = (settings, value) => settings.PresencePenalty = value.ToNumber(),
        ["no_repeat_ngram_size"] = (settings, value) => settings.NoRepeatNgramSize = value.ToWholeNumber(),
        ["logit_bias"] = (settings, value) => settings.LogitBias = value.ToBias(),
        ["min_tokens"] = (settings, value) => settings.MinTokens = value.ToWholeNumber(),
        ["stop_token_ids"] = (settings, value) => settings.StopTokenIds = value.ToWholeNumbers(),
        ["logprobs"] = SetLogProbabilities,
        ["top_logprobs"] = (settings, value) => settings.TopLogProbabilities = value.ToWholeNumber(),
        ["echo"] = (settings, value) => settings.Echo = value.ToFlag(),
        ["best_of"] = (settings, value) => settings.BestOf = value.ToWholeNumber(),
        ["num_beams"] = (settings, value) => settings.Beams = value.ToWholeNumber(),
        ["length_penalty"] = (settings, value) => settings.LengthPenalty = value.ToNumber(),
        ["early_stopping"] = (settings, value) => settings.EarlyStopping = value.ToEarlyStopping(),
        ["choices"] = (settings, value) => settings.Choices = value.ToTexts(),
    };

    // What other services call the same.
    private static readonly Dictionary<string, string> s_otherNames = new()
    {
        ["n"] = "results_per_prompt",
        ["token_selection_biases"] = "logit_bias",
    };

    // Where the settings' names are not those of the options that they set.
    private static readonly Dictionary<string, string> s_ownNames = new()
    {
        [nameof(GenerationOptions.MaxOutputTokens)] = nameof(OnnxGptPromptExecutionSettings.MaxTokens),
        [nameof(GenerationOptions.MinOutputTokens)] = nameof(OnnxGptPromptExecutionSettings.MinTokens),
        [nameof(GenerationOptions.ResultCount)] = nameof(OnnxGptPromptExecutionSettings.ResultsPerPrompt),
    };

    private static readonly JsonSerializerOptions s_json = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    internal static JsonElement ToJson(object settings) =>
        JsonSerializer.SerializeToElement(settings, settings.GetType(), s_json);

    /// <exception cref="ArgumentException">A key is unknown or its value is wrong.</exception>
    internal static OnnxGptPromptExecutionSettings ReadInto(OnnxGptPromptExecutionSettings settings, JsonElement json)
    {
        var given = new Dictionary<string, string>();
        foreach (JsonProperty property in json.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.Null && !s_kernelKeys.Contains(property.Name))
            {
                var value = new SettingValue(property.Name, property.Value);
                string name = s_otherNames.GetValueOrDefault(property.Name, property.Name);
                if (!given.TryAdd(name, property.Name) && given[name] != property.Name)
                {
                    throw new ArgumentException(
                        $"'{given[name]}' and '{property.Name}' are the same setting; give one of them.",
                        property.Name);
                }

                SetNamed(settings, value, s_known.GetValueOrDefault(name) ?? throw Unknown(property.Name));
            }
        }

        return settings;
    }

    /// <summary>What is wrong with generation options, in the words of the settings.</summary>
    internal static string WithOwnNames(ArgumentException e) => s_ownNames.Aggregate(
        ProblemIn(e), (message, name) => message.Replace(name.Key, name.Value, StringComparison.Ordinal));

    private static void SetLogProbabilities(OnnxGptPromptExecutionSettings settings, SettingValue value)
    {
        (bool isWanted, int? count) = value.ToLogProbabilities();
        settings.LogProbabilities = isWanted;
        settings.TopLogProbabilities = count ?? settings.TopLogProbabilities;
    }

    private static ArgumentException Unknown(string key) => new(
        $"Unknown setting '{key}'. Known are: {string.Join(", ", s_known.Keys.Concat(s_otherNames.Keys))}.", key);

    private static void SetNamed(
        OnnxGptPromptExecutionSettings settings,
        SettingValue value,
        Action<OnnxGptPromptExecutionSettings, SettingValue> set)
    {
        try
        {
            set(settings, value);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new ArgumentOutOfRangeException(value.Key, e.ActualValue, $"'{value.Key}': {ProblemIn(e)}");
        }
        catch (ArgumentException e) when (e.ParamName != value.Key)
        {
            throw new ArgumentException($"'{value.Key}': {ProblemIn(e)}", value.Key, e);
        }
    }

    // The runtime appends the name of the property and the value, which the new exception has as well.
    private static string ProblemIn(ArgumentException e) => e.Message.Split(" (Parameter '")[0];
}
