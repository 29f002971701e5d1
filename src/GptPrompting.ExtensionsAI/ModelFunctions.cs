using System.ComponentModel;
using GptPrompting.Scoring;
using Microsoft.Extensions.AI;

namespace GptPrompting.ExtensionsAI;

/// <summary>Functions that ask a model for numbers; their results are read by other models and are short.</summary>
/// <param name="model">The model.</param>
internal sealed class ModelFunctions(LanguageModel model)
{
    public static IReadOnlyList<AIFunction> Create(LanguageModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var functions = new ModelFunctions(model);
        return
        [
            AIFunctionFactory.Create(functions.ClassifyAsync, "Classify"),
            AIFunctionFactory.Create(functions.ScoreAsync, "Score"),
            AIFunctionFactory.Create(functions.CountTokens, "CountTokens"),
        ];
    }

    [Description("Which of some labels the model finds most likely after a prompt, and how probable each is.")]
    [return: Description("The label, and the probability of every label.")]
    private Task<LabelAnswer> ClassifyAsync(
        [Description("The text that ends where the label begins, without a space at its end.")] string prompt,
        [Description("The labels to choose from.")] string[] labels,
        CancellationToken cancellationToken = default) => Task.Run(
        () =>
        {
            Classification classification = model.Classify(prompt, labels, cancellationToken: cancellationToken);
            return new LabelAnswer(
                classification.Label,
                classification.Labels.ToDictionary(each => each.Label, each => each.Probability));
        },
        cancellationToken);

    [Description("How likely the model finds a continuation of a prompt, with the log-probability of each token.")]
    [return: Description("The log-likelihood in nats, its tokens and their log-probabilities.")]
    private Task<ScoreAnswer> ScoreAsync(
        [Description("The text before, without a space at its end.")] string prompt,
        [Description("The text whose likelihood is wanted; it mostly begins with a space.")] string continuation,
        CancellationToken cancellationToken = default) => Task.Run(
        () =>
        {
            ContinuationScore score = model.Score(prompt, continuation, cancellationToken);
            return new ScoreAnswer(
                score.LogLikelihood,
                [.. score.Tokens.Select(token => new TokenAnswer(token.Text, token.LogProbability))]);
        },
        cancellationToken);

    [Description("How many tokens a text has for the model.")]
    [return: Description("The number of tokens.")]
    private int CountTokens([Description("The text.")] string text) =>
        model.Tokenizer.Encode(text, addSpecialTokens: false).Length;

    private sealed record LabelAnswer(string Label, IReadOnlyDictionary<string, double> Probabilities);

    private sealed record ScoreAnswer(double LogLikelihood, IReadOnlyList<TokenAnswer> Tokens);

    private sealed record TokenAnswer(string Text, double LogProbability);
}
