using GptPrompting.Generation;
using GptPrompting.Prompts;
using GptPrompting.SemanticKernel;
using Microsoft.SemanticKernel;

namespace GptPrompting.Cli;

/// <summary>A prompt's own settings as options of generation.</summary>
internal static class PromptSettings
{
    /// <exception cref="ArgumentException">A setting is unknown or has a wrong value.</exception>
    public static GenerationOptions Of(Prompt prompt)
    {
        var settings = new PromptExecutionSettings
        {
            ExtensionData = prompt.ExecutionSettings.Where(each => each.Value is not null)
                .ToDictionary(each => each.Key, each => each.Value!),
        };
        return OnnxGptPromptExecutionSettings.FromExecutionSettings(settings).ToGenerationOptions();
    }
}
