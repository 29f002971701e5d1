using System.Runtime.CompilerServices;
using Microsoft.SemanticKernel;

namespace GptPrompting.SemanticKernel;

/// <summary>
/// Reads settings for a service. A function gives the same frozen settings at each call; those are read once, since a
/// constraint in them takes milliseconds to compile and finds out about the tokenizer as it is used.
/// </summary>
internal sealed class ReadSettings
{
    private readonly ConditionalWeakTable<PromptExecutionSettings, OnnxGptPromptExecutionSettings> _frozen = [];

    /// <inheritdoc cref="OnnxGptPromptExecutionSettings.FromExecutionSettings"/>
    public OnnxGptPromptExecutionSettings Of(PromptExecutionSettings? executionSettings) =>
        executionSettings is { IsFrozen: true }
            ? _frozen.GetValue(executionSettings, OnnxGptPromptExecutionSettings.FromExecutionSettings)
            : OnnxGptPromptExecutionSettings.FromExecutionSettings(executionSettings);
}
