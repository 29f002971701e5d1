using System.CommandLine;
using GptPrompting.Generation;

namespace GptPrompting.Cli;

/// <summary>The options that say how tokens are sampled.</summary>
internal sealed class SamplingArguments
{
    private readonly NumberOption _temperature = new("--temperature", "-t")
    {
        Description = "0 always takes the most probable token; higher values sample more freely.",
        DefaultValueFactory = _ => GenerationArguments.Defaults.Temperature,
    };

    private readonly Option<int?> _topK = new("--top-k")
    {
        Description = "Sample among this many most probable tokens.",
        HelpName = "count",
    };

    private readonly NumberOption _topP = new("--top-p")
    {
        Description = "Sample among the fewest tokens that together have this probability.",
        DefaultValueFactory = _ => GenerationArguments.Defaults.TopP,
    };

    private readonly NumberOption _minP = new("--min-p")
    {
        Description = "Sample among tokens at least this fraction as probable as the most probable one.",
        DefaultValueFactory = _ => GenerationArguments.Defaults.MinP,
    };

    private readonly NumberOption _typicalP = new("--typical-p")
    {
        Description = "Sample among the least unusual tokens that together have this probability.",
        DefaultValueFactory = _ => GenerationArguments.Defaults.TypicalP,
    };

    private readonly Option<int?> _seed = new("--seed")
    {
        Description = "The same seed gives the same text. Default: another one each time.",
        HelpName = "number",
    };

    public IEnumerable<Option> Options => [_temperature, _topK, _topP, _minP, _typicalP, _seed];

    public GenerationOptions AddTo(GenerationOptions options, ParseResult result) => options with
    {
        Temperature = result.GetValue(_temperature),
        TopK = result.GetValue(_topK),
        TopP = result.GetValue(_topP),
        MinP = result.GetValue(_minP),
        TypicalP = result.GetValue(_typicalP),
        Seed = result.GetValue(_seed),
    };
}
