using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.TextGeneration;

namespace GptPrompting.SemanticKernel.Tests.Fakes;

/// <summary>Answers nothing and keeps what it was asked.</summary>
internal sealed class RecordingTextService : ITextGenerationService
{
    public IReadOnlyDictionary<string, object?> Attributes { get; } = new Dictionary<string, object?>();

    public List<string> Prompts { get; } = [];

    public PromptExecutionSettings? Settings { get; private set; }

    public Task<IReadOnlyList<TextContent>> GetTextContentsAsync(
        string prompt,
        PromptExecutionSettings? executionSettings = null,
        Kernel? kernel = null,
        CancellationToken cancellationToken = default)
    {
        Prompts.Add(prompt);
        Settings = executionSettings;
        return Task.FromResult<IReadOnlyList<TextContent>>([new TextContent("")]);
    }

    public IAsyncEnumerable<StreamingTextContent> GetStreamingTextContentsAsync(
        string prompt,
        PromptExecutionSettings? executionSettings = null,
        Kernel? kernel = null,
        CancellationToken cancellationToken = default) =>
        throw new InvalidOperationException("No test streams from this fake.");
}
