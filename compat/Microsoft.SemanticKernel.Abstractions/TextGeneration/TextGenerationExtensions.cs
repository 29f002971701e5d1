namespace Microsoft.SemanticKernel.TextGeneration;

public static class TextGenerationExtensions
{
    public static async Task<TextContent> GetTextContentAsync(
        this ITextGenerationService textGenerationService,
        string prompt,
        PromptExecutionSettings? executionSettings = null,
        Kernel? kernel = null,
        CancellationToken cancellationToken = default)
    {
        IReadOnlyList<TextContent> contents = await textGenerationService
            .GetTextContentsAsync(prompt, executionSettings, kernel, cancellationToken).ConfigureAwait(false);
        return contents.Single();
    }
}
