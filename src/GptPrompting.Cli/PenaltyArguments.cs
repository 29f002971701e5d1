using System.CommandLine;
using System.Globalization;
using GptPrompting.Generation;

namespace GptPrompting.Cli;

/// <summary>The options that make tokens more or less likely.</summary>
internal sealed class PenaltyArguments
{
    private readonly Option<string[]> _bias = new("--logit-bias")
    {
        Description = "Add a number from -100, which bans, to 100 to a token's logit. May be given several times.",
        HelpName = "id=number",
    };

    private readonly NumberOption _repetition = new("--repetition-penalty")
    {
        Description = "Above 1 makes all tokens of prompt and output less likely.",
        DefaultValueFactory = _ => GenerationArguments.Defaults.RepetitionPenalty,
    };

    private readonly NumberOption _frequency = new("--frequency-penalty")
    {
        Description = "Take this off a token's logit for each time that the output has it.",
        DefaultValueFactory = _ => GenerationArguments.Defaults.FrequencyPenalty,
    };

    private readonly NumberOption _presence = new("--presence-penalty")
    {
        Description = "Take this off the logit of every token that the output has.",
        DefaultValueFactory = _ => GenerationArguments.Defaults.PresencePenalty,
    };

    private readonly Option<int> _ngramSize = new("--no-repeat-ngram-size")
    {
        Description = "Let no run of so many tokens occur twice; 0 allows all.",
        HelpName = "count",
        DefaultValueFactory = _ => GenerationArguments.Defaults.NoRepeatNgramSize,
    };

    public IEnumerable<Option> Options => [_bias, _repetition, _frequency, _presence, _ngramSize];

    public GenerationOptions AddTo(GenerationOptions options, ParseResult result) => options with
    {
        LogitBias = Bias(result.GetValue(_bias) ?? []),
        RepetitionPenalty = result.GetValue(_repetition),
        FrequencyPenalty = result.GetValue(_frequency),
        PresencePenalty = result.GetValue(_presence),
        NoRepeatNgramSize = result.GetValue(_ngramSize),
    };

    private static Dictionary<int, double> Bias(string[] entries)
    {
        var bias = new Dictionary<int, double>();
        foreach (string entry in entries)
        {
            string[] parts = entry.Split('=');
            if (parts.Length != 2
                || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int id)
                || !double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
            {
                throw new ArgumentException($"--logit-bias is '{entry}'; it must be a token id and a number: 50=-100.");
            }

            if (!bias.TryAdd(id, number))
            {
                throw new ArgumentException($"--logit-bias is given twice for the token {id}.");
            }
        }

        return bias;
    }
}
