using System.Text.Json;
using System.Text.Json.Serialization;

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
    };

    // Options of other services that prompt files name without asking for anything.
    private static readonly Dictionary<string, string> s_neutralValues = new()
    {
        ["presence_penalty"] = "0",
        ["frequency_penalty"] = "0",
        ["repetition_penalty"] = "1",
        ["logit_bias"] = "{}",
        ["token_selection_biases"] = "{}",
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
        foreach (JsonProperty property in json.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.Null && !s_kernelKeys.Contains(property.Name))
            {
                Read(settings, new SettingValue(property.Name, property.Value));
            }
        }

        return settings;
    }

    private static void Read(OnnxGptPromptExecutionSettings settings, SettingValue value)
    {
        if (s_known.TryGetValue(value.Key, out Action<OnnxGptPromptExecutionSettings, SettingValue>? set))
        {
            SetNamed(settings, value, set);
        }
        else if (!s_neutralValues.TryGetValue(value.Key, out string? neutral))
        {
            throw new ArgumentException(
                $"Unknown setting '{value.Key}'. Known are: {string.Join(", ", s_known.Keys)}.", value.Key);
        }
        else if (!value.Is(neutral))
        {
            throw new ArgumentException(
                $"'{value.Key}' is {value}; this service has no such option and accepts only {neutral}.", value.Key);
        }
    }

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
