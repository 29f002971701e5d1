using GptPrompting.Generation;
using GptPrompting.Prompts;
using GptPrompting.SemanticKernel;
using Microsoft.SemanticKernel;

namespace GptPrompting.Cli;

/// <summary>A prompt's own settings as options of generation.</summary>
internal static class PromptSettings
{
    /// <exception cref="ArgumentException">A setting is unknown or has a wrong value.</exception>
    public static GenerationOptions Of(Prompt prompt) => Of(prompt.ExecutionSettings);

    /// <returns>What is wrong with settings; null where nothing is.</returns>
    public static string? FindProblem(IReadOnlyDictionary<string, object?> settings)
    {
        try
        {
            Of(settings);
            return null;
        }
        catch (ArgumentException exception)
        {
            return exception.Message.Split(" (Parameter")[0];
        }
    }

    private static GenerationOptions Of(IReadOnlyDictionary<string, object?> given)
    {
        var settings = new PromptExecutionSettings
        {
            ExtensionData = given.Where(each => each.Value is not null)
                .ToDictionary(each => each.Key, each => each.Value!),
        };
        return OnnxGptPromptExecutionSettings.FromExecutionSettings(settings).ToGenerationOptions();
    }
}
