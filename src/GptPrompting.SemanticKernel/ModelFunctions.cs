using System.ComponentModel;
using GptPrompting.Scoring;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.TextGeneration;

namespace GptPrompting.SemanticKernel;

/// <summary>Kernel functions that ask a model for numbers.</summary>
/// <param name="model">The model; null for that of the calling kernel.</param>
internal sealed class ModelFunctions(LanguageModel? model)
{
    public static IEnumerable<KernelFunction> Create(LanguageModel? model)
    {
        var functions = new ModelFunctions(model);
        yield return KernelFunctionFactory.CreateFromMethod(functions.ClassifyAsync, "Classify");
        yield return KernelFunctionFactory.CreateFromMethod(functions.ScoreAsync, "Score");
        yield return KernelFunctionFactory.CreateFromMethod(functions.CountTokens, "CountTokens");
    }

    [Description("Which of some labels the model finds most likely after a prompt, and how probable each is.")]
    [return: Description("The label, and every label with its log-likelihood in nats and its probability.")]
    private Task<Classification> ClassifyAsync(
        Kernel kernel,
        [Description("The text that ends where the label begins, without a space at its end.")] string prompt,
        [Description("The labels to choose from.")] string[] labels,
        [Description("The id of the text service whose model is asked; none for the default.")]
        string? serviceId = null,
        CancellationToken cancellationToken = default)
    {
        LanguageModel asked = Find(kernel, serviceId);
        return Task.Run(
            () => asked.Classify(prompt, labels, cancellationToken: cancellationToken), cancellationToken);
    }

    [Description("How likely the model finds a continuation of a prompt, with the log-probability of each token.")]
    [return: Description("The log-likelihood in nats, its tokens and their log-probabilities.")]
    private Task<ContinuationScore> ScoreAsync(
        Kernel kernel,
        [Description("The text before, without a space at its end.")] string prompt,
        [Description("The text whose likelihood is wanted; it mostly begins with a space.")] string continuation,
        [Description("The id of the text service whose model is asked; none for the default.")]
        string? serviceId = null,
        CancellationToken cancellationToken = default)
    {
        LanguageModel asked = Find(kernel, serviceId);
        return Task.Run(() => asked.Score(prompt, continuation, cancellationToken), cancellationToken);
    }

    [Description("How many tokens a text has for the model.")]
    [return: Description("The number of tokens.")]
    private int CountTokens(
        Kernel kernel,
        [Description("The text.")] string text,
        [Description("The id of the text service whose model is asked; none for the default.")]
        string? serviceId = null) => Find(kernel, serviceId).Tokenizer.Encode(text, addSpecialTokens: false).Length;

    private LanguageModel Find(Kernel kernel, string? serviceId) => model
        ?? (kernel.GetRequiredService<ITextGenerationService>(serviceId) as OnnxGptTextGenerationService)?.Model
        ?? throw new KernelException(
            $"The text service {(serviceId is null ? "of this kernel" : $"'{serviceId}'")} is no "
            + $"{nameof(OnnxGptTextGenerationService)}; give AddGptPrompting a model.");
}
