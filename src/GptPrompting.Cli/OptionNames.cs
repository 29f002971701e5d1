using System.Text.RegularExpressions;
using GptPrompting.Evaluation.Choosing;
using GptPrompting.Evaluation.Models;
using GptPrompting.Evaluation.Runs;
using GptPrompting.Generation;
using GptPrompting.Scoring;

namespace GptPrompting.Cli;

/// <summary>Lets messages of the library name the tool's options.</summary>
internal static partial class OptionNames
{
    // What a user calls what the library calls by its properties.
    private static readonly Dictionary<string, string> Names = new()
    {
        [nameof(GenerationOptions.MaxOutputTokens)] = "--max-tokens",
        [nameof(GenerationOptions.MinOutputTokens)] = "--min-tokens",
        [nameof(GenerationOptions.StopSequences)] = "--stop",
        [nameof(GenerationOptions.StopTokenIds)] = "--stop-id",
        [nameof(GenerationOptions.Temperature)] = "--temperature",
        [nameof(GenerationOptions.TopK)] = "--top-k",
        [nameof(GenerationOptions.TopP)] = "--top-p",
        [nameof(GenerationOptions.MinP)] = "--min-p",
        [nameof(GenerationOptions.TypicalP)] = "--typical-p",
        [nameof(GenerationOptions.LogitBias)] = "--logit-bias",
        [nameof(GenerationOptions.RepetitionPenalty)] = "--repetition-penalty",
        [nameof(GenerationOptions.FrequencyPenalty)] = "--frequency-penalty",
        [nameof(GenerationOptions.PresencePenalty)] = "--presence-penalty",
        [nameof(GenerationOptions.NoRepeatNgramSize)] = "--no-repeat-ngram-size",
        [nameof(GenerationOptions.Constraint)] = "--choice, --regex or --json-schema",
        [nameof(GenerationOptions.ResultCount)] = "--results",
        [nameof(GenerationOptions.BestOf)] = "--best-of",
        [nameof(GenerationOptions.Beams)] = "--beams",
        [nameof(GenerationOptions.LengthPenalty)] = "--length-penalty",
        [nameof(GenerationOptions.EarlyStopping)] = "--early-stopping",
        [nameof(GenerationOptions.TopLogProbabilities)] = "--logprobs",
        [nameof(DocumentOptions.WindowLength)] = "--window",
        [nameof(DocumentOptions.Stride)] = "--stride",
        [nameof(LanguageModelOptions.Threads)] = "--threads",
        [nameof(LanguageModelOptions.Rewriting)] = "--rewriting",
        [nameof(LanguageModelOptions.RewriteCacheFolder)] = "--cache-folder",
        [nameof(LanguageModelOptions.Weights)] = "--weights",
        [nameof(EvaluatorOptions.Shots)] = "--shots",
        [nameof(EvaluatorOptions.Seeds)] = "--seeds",
        [nameof(EvaluatorOptions.Orders)] = "--orders",
        [nameof(EvaluatorOptions.BatchSize)] = "--batch",
        [nameof(ChoosingOptions.TokenBudget)] = "--budget",
        [nameof(ChoosingOptions.Candidates)] = "--candidates",
        [nameof(ChoosingOptions.DevelopmentSamples)] = "--development",
        [nameof(ChoosingOptions.RandomDraws)] = "--draws",
        [nameof(CompletionsEndpointOptions.Concurrency)] = "--endpoint-requests",
        ["top"] = "--top",
    };

    /// <summary>Calls the library, so that its messages name the tool's options.</summary>
    public static T Named<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (ArgumentException e)
        {
            string message = e.Message.Split(" (Parameter '")[0];
            throw new ArgumentException(In(message), e);
        }
    }

    /// <returns>The message with the tool's options in place of the library's properties.</returns>
    public static string In(string message) =>
        Name().Replace(message, name => Names.GetValueOrDefault(name.Value, name.Value));

    [GeneratedRegex(@"\b[A-Za-z]\w+\b", RegexOptions.None, 1000)]
    private static partial Regex Name();
}
