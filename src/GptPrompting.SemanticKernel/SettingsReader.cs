using System.Text.Json;
using GptPrompting.ExtensionsAI;
using GptPrompting.Generation;

namespace GptPrompting.SemanticKernel;

/// <summary>
/// Reads settings from JSON. Values come from prompt files, so each error names the key as it is written there.
/// </summary>
internal static class SettingsReader
{
    private const string FunctionChoice = "function_choice_behavior";
    private const string ResponseFormat = "response_format";

    // The kernel's own keys; the settings' base type has them as properties.
    private static readonly HashSet<string> s_kernelKeys = ["service_id", "model_id"];

    // What the settings hold in another way than the options, or what only they have; the rest all hosts read alike.
    private static readonly Dictionary<string, Action<OnnxGptPromptExecutionSettings, SettingValue>> s_own = new()
    {
        ["max_tokens"] = (settings, value) => settings.MaxTokens = value.ToWholeNumber(),
        ["min_tokens"] = (settings, value) => settings.MinTokens = value.ToWholeNumber(),
        ["stop_sequences"] = (settings, value) => settings.StopSequences = value.ToTexts(),
        ["results_per_prompt"] = (settings, value) => settings.ResultsPerPrompt = value.ToWholeNumber(),
        ["logprobs"] = SetLogProbabilities,
        ["top_logprobs"] = (settings, value) => settings.TopLogProbabilities = value.ToWholeNumber(),
        ["echo"] = (settings, value) => settings.Echo = value.ToFlag(),
        ["choices"] = (settings, value) => settings.Choices = value.ToTexts(),
        ["regex"] = (settings, value) => settings.Regex = value.ToText(),
        ["json_schema"] = (settings, value) => settings.JsonSchema =
            value.Key == ResponseFormat ? value.ToResponseSchema() : value.Json,
    };

    // What other services call the same.
    private static readonly Dictionary<string, string> s_otherNames = new()
    {
        ["n"] = "results_per_prompt",
        ["token_selection_biases"] = "logit_bias",
        [ResponseFormat] = "json_schema",
    };

    // Where the settings' names are not those of the options that they set.
    private static readonly Dictionary<string, string> s_ownNames = new()
    {
        [nameof(GenerationOptions.MaxOutputTokens)] = nameof(OnnxGptPromptExecutionSettings.MaxTokens),
        [nameof(GenerationOptions.MinOutputTokens)] = nameof(OnnxGptPromptExecutionSettings.MinTokens),
        [nameof(GenerationOptions.ResultCount)] = nameof(OnnxGptPromptExecutionSettings.ResultsPerPrompt),
    };

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

                Set(settings, name, value);
            }
        }

        return settings;
    }

    /// <summary>What is wrong with generation options, in the words of the settings.</summary>
    internal static string WithOwnNames(ArgumentException e) => s_ownNames.Aggregate(
        SettingValue.ProblemIn(e), (message, name) => message.Replace(name.Key, name.Value, StringComparison.Ordinal));

    internal static ArgumentException CannotCallFunctions() =>
        new($"'{FunctionChoice}' is set; a text-completion service cannot call functions.", FunctionChoice);

    private static void SetLogProbabilities(OnnxGptPromptExecutionSettings settings, SettingValue value)
    {
        (bool isWanted, int? count) = value.ToLogProbabilities();
        settings.LogProbabilities = isWanted;
        settings.TopLogProbabilities = count ?? settings.TopLogProbabilities;
    }

    private static void Set(OnnxGptPromptExecutionSettings settings, string name, SettingValue value)
    {
        Action<OnnxGptPromptExecutionSettings, SettingValue> set = s_own.GetValueOrDefault(name)
            ?? (GenerationSettings.Find(name) is { } shared
                ? (all, each) => all.Change(options => shared(options, each))
                : throw Unknown(value.Key));
        value.Named(
            each =>
            {
                set(settings, each);
                return settings;
            },
            WithOwnNames);
    }

    private static ArgumentException Unknown(string key)
    {
        if (key == FunctionChoice)
        {
            return CannotCallFunctions();
        }

        IEnumerable<string> known = GenerationSettings.Names.Union(s_own.Keys).Union(s_otherNames.Keys);
        return new ArgumentException($"Unknown setting '{key}'. Known are: {string.Join(", ", known)}.", key);
    }
}
