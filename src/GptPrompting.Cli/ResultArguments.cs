using System.CommandLine;
using System.CommandLine.Parsing;
using GptPrompting.Generation;

namespace GptPrompting.Cli;

/// <summary>The options that say how many results there are, how they are found, and what is told of them.</summary>
internal sealed class ResultArguments
{
    private readonly Option<int> _results = new("--results")
    {
        Description = "How many texts to return.",
        HelpName = "count",
        DefaultValueFactory = _ => GenerationArguments.Defaults.ResultCount,
    };

    private readonly Option<int?> _bestOf = new("--best-of")
    {
        Description = "Sample so many texts and return those with the highest log-probability per token.",
        HelpName = "count",
    };

    private readonly Option<int> _beams = new("--beams")
    {
        Description = "Width of a beam search; 1 is none.",
        HelpName = "count",
        DefaultValueFactory = _ => GenerationArguments.Defaults.Beams,
    };

    private readonly NumberOption _lengthPenalty = new("--length-penalty")
    {
        Description = "Rank beams by their log-probability / length^this.",
        DefaultValueFactory = _ => GenerationArguments.Defaults.LengthPenalty,
    };

    private readonly Option<EarlyStopping> _earlyStopping = new("--early-stopping")
    {
        Description = "When to end a beam search.",
        DefaultValueFactory = _ => GenerationArguments.Defaults.EarlyStopping,
        CustomParser = ReadEarlyStopping,
    };

    private readonly Option<int?> _logProbabilities = new("--logprobs")
    {
        Description = "Tell the log-probability of each token and of so many most likely ones at its place.",
        HelpName = "count",
    };

    private readonly Option<bool> _echo = new("--echo")
    {
        Description = "Show the prompt before the text; with --logprobs, those of its tokens as well.",

        // A flag takes no value, so that it cannot swallow the prompt behind it.
        Arity = ArgumentArity.Zero,
    };

    public IEnumerable<Option> Options =>
        [_results, _bestOf, _beams, _lengthPenalty, _earlyStopping, _logProbabilities, _echo];

    public GenerationOptions AddTo(GenerationOptions options, ParseResult result) => options with
    {
        ResultCount = result.GetValue(_results),
        BestOf = result.GetValue(_bestOf),
        Beams = result.GetValue(_beams),
        LengthPenalty = result.GetValue(_lengthPenalty),
        EarlyStopping = result.GetValue(_earlyStopping),
        TopLogProbabilities = result.GetValue(_logProbabilities),
        Echo = result.GetValue(_echo),
    };

    // The library would take the numbers of the values as well.
    private static EarlyStopping ReadEarlyStopping(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (!Enum.GetNames<EarlyStopping>().Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            result.AddError($"--early-stopping is '{text}'; it must be one of "
                + $"{string.Join(", ", Enum.GetNames<EarlyStopping>().Select(name => name.ToLowerInvariant()))}.");
            return default;
        }

        return Enum.Parse<EarlyStopping>(text, ignoreCase: true);
    }
}
