using System.Runtime.CompilerServices;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.Services;
using Microsoft.SemanticKernel.TextGeneration;

namespace Packages.Tests.SemanticKernel.Fakes;

/// <summary>Gives the same answers to every prompt, and keeps what it was asked with.</summary>
internal sealed class RecordingTextService(string modelId, params string[] answers) : ITextGenerationService
{
    public IReadOnlyDictionary<string, object?> Attributes { get; } =
        new Dictionary<string, object?> { [AIServiceExtensions.ModelIdKey] = modelId };

    public List<string> Prompts { get; } = [];

    public PromptExecutionSettings? Settings { get; private set; }

    public Task<IReadOnlyList<TextContent>> GetTextContentsAsync(
        string prompt,
        PromptExecutionSettings? executionSettings = null,
        Kernel? kernel = null,
        CancellationToken cancellationToken = default)
    {
        Record(prompt, executionSettings);
        var metadata = new Dictionary<string, object?> { ["FinishReason"] = "Stop" };
        return Task.FromResult<IReadOnlyList<TextContent>>(
            [.. answers.Select(answer => new TextContent(answer, modelId, metadata: metadata))]);
    }

    public async IAsyncEnumerable<StreamingTextContent> GetStreamingTextContentsAsync(
        string prompt,
        PromptExecutionSettings? executionSettings = null,
        Kernel? kernel = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Record(prompt, executionSettings);
        foreach (string answer in answers)
        {
            await Task.Yield();
            yield return new StreamingTextContent(answer, modelId: modelId);
        }
    }

    private void Record(string prompt, PromptExecutionSettings? settings)
    {
        Prompts.Add(prompt);
        Settings = settings;
    }
}
