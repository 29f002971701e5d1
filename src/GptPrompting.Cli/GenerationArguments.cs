using System.CommandLine;
using System.Text.RegularExpressions;
using GptPrompting.Generation;

namespace GptPrompting.Cli;

/// <summary>The options that say how tokens are chosen, when generation ends, and what is returned.</summary>
internal sealed partial class GenerationArguments
{
    internal static readonly GenerationOptions Defaults = new();

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
        [nameof(GenerationOptions.ResultCount)] = "--results",
        [nameof(GenerationOptions.BestOf)] = "--best-of",
        [nameof(GenerationOptions.Beams)] = "--beams",
        [nameof(GenerationOptions.LengthPenalty)] = "--length-penalty",
        [nameof(GenerationOptions.EarlyStopping)] = "--early-stopping",
        [nameof(GenerationOptions.TopLogProbabilities)] = "--logprobs",
    };

    private readonly EndArguments _ends = new();
    private readonly SamplingArguments _sampling = new();
    private readonly PenaltyArguments _penalties = new();
    private readonly ResultArguments _results = new();

    public void AddTo(Command command)
    {
        Option[] options = [.. _ends.Options, .. _sampling.Options, .. _penalties.Options, .. _results.Options];
        Array.ForEach(options, command.Add);
    }

    /// <exception cref="ArgumentException">
    /// A value is out of its range, or two contradict each other; the message names the options.
    /// </exception>
    public GenerationOptions Read(ParseResult result) => Named(() =>
    {
        GenerationOptions options = _ends.AddTo(Defaults, result);
        options = _sampling.AddTo(options, result);
        options = _penalties.AddTo(options, result);
        options = _results.AddTo(options, result);
        options.ThrowIfContradictory();
        return options;
    });

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
            throw new ArgumentException(PropertyName().Replace(message, name =>
                Names.GetValueOrDefault(name.Value, name.Value)), e);
        }
    }

    [GeneratedRegex(@"\b[A-Z]\w+\b", RegexOptions.None, 1000)]
    private static partial Regex PropertyName();
}
