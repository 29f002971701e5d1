using System.Globalization;
using GptPrompting.Generation;
using GptPrompting.Prompts;

namespace GptPrompting.Evaluation.Tasks;

/// <summary>
/// How a generating task generates: a prompt folder's settings, and over them those of the task file.
/// </summary>
internal static class GenerationYaml
{
    private static readonly Dictionary<string, Func<GenerationOptions, object?, GenerationOptions>> Settings = new(
        StringComparer.Ordinal)
    {
        ["max_tokens"] = (options, value) => options with { MaxOutputTokens = Int(value) },
        ["stop"] = (options, value) => options with { StopSequences = Texts(value) },
        ["temperature"] = (options, value) => options with { Temperature = Number(value) },
        ["top_p"] = (options, value) => options with { TopP = Number(value) },
        ["top_k"] = (options, value) => options with { TopK = Int(value) },
        ["min_p"] = (options, value) => options with { MinP = Number(value) },
        ["typical_p"] = (options, value) => options with { TypicalP = Number(value) },
        ["repetition_penalty"] = (options, value) => options with { RepetitionPenalty = Number(value) },
        ["frequency_penalty"] = (options, value) => options with { FrequencyPenalty = Number(value) },
        ["presence_penalty"] = (options, value) => options with { PresencePenalty = Number(value) },
        ["no_repeat_ngram_size"] = (options, value) => options with { NoRepeatNgramSize = Int(value) },
        ["seed"] = (options, value) => options with { Seed = Int(value) },
    };

    /// <summary>The options; null where the task generates nothing.</summary>
    /// <exception cref="PromptFormatException">A setting is unknown or out of range.</exception>
    public static GenerationOptions? Read(YamlMap task, RequestKind request, TaskPrompts prompts)
    {
        YamlMap? map = task.FindMap("generation", [.. Settings.Keys]);
        if (request != RequestKind.Generation)
        {
            return map is null ? null : throw task.Error("generation", "only a task of the kind generation generates");
        }

        GenerationOptions options = prompts.Folder is { } folder
            ? task.Checked("prompt", () => OfFolder(folder))
            : new GenerationOptions { StopSequences = DefaultStops(prompts.Prompt) };
        if (map is null)
        {
            return options;
        }

        foreach (string key in map.Keys)
        {
            GenerationOptions before = options;
            options = map.Checked(key, () => Settings[key](before, YamlValues.From(map.Get(key))));
        }

        return task.Checked("generation", () => Consistent(options));
    }

    // As in lm-evaluation-harness: what ends a demonstration ends an answer.
    private static string[] DefaultStops(ITaskPrompt prompt) =>
        prompt is QuestionAnswerPrompt { DemonstrationDelimiter: { Length: > 0 } delimiter } ? [delimiter] : [];

    private static GenerationOptions OfFolder(Prompt folder) => folder.ExecutionSettings
        .Where(setting => setting.Key != Prompt.ChoicesSetting && setting.Value is not null)
        .Aggregate(new GenerationOptions(), (options, setting) =>
            Settings.TryGetValue(setting.Key == "stop_sequences" ? "stop" : setting.Key, out var apply)
                ? apply(options, setting.Value)
                : throw new ArgumentException($"The prompt's setting '{setting.Key}' is not known to tasks."));

    private static GenerationOptions Consistent(GenerationOptions options)
    {
        options.ThrowIfContradictory();
        return options;
    }

    private static int Int(object? value) => value is long and >= int.MinValue and <= int.MaxValue and var number
        ? (int)number
        : throw new ArgumentException($"'{value}' is no whole number.");

    private static double Number(object? value) => value is long or double
        ? Convert.ToDouble(value, CultureInfo.InvariantCulture)
        : throw new ArgumentException($"'{value}' is no number.");

    private static string[] Texts(object? value) => value switch
    {
        string text => [text],
        object?[] list when list.All(item => item is string) => [.. list.Cast<string>()],
        _ => throw new ArgumentException("A text or a list of texts is expected; quote numbers."),
    };
}
