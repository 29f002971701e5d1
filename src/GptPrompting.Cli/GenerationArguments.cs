using System.CommandLine;
using GptPrompting.Generation;

namespace GptPrompting.Cli;

/// <summary>The options that say how tokens are chosen, when generation ends, and what is returned.</summary>
internal sealed class GenerationArguments
{
    internal static readonly GenerationOptions Defaults = new();

    private readonly EndArguments _ends = new();
    private readonly SamplingArguments _sampling = new();
    private readonly PenaltyArguments _penalties = new();
    private readonly ConstraintArguments _constraints = new();
    private readonly ResultArguments _results = new();

    public void AddTo(Command command)
    {
        Option[] options =
        [
            .. _ends.Options, .. _sampling.Options, .. _penalties.Options, .. _constraints.Options,
            .. _results.Options,
        ];
        Array.ForEach(options, command.Add);
    }

    /// <exception cref="ArgumentException">
    /// A value is out of its range, or two contradict each other; the message names the options.
    /// </exception>
    public GenerationOptions Read(ParseResult result) => OptionNames.Named(() =>
    {
        GenerationOptions options = _ends.AddTo(Defaults, result);
        options = _sampling.AddTo(options, result);
        options = _penalties.AddTo(options, result);
        options = _constraints.AddTo(options, result);
        options = _results.AddTo(options, result);
        options.ThrowIfContradictory();
        return options;
    });
}
