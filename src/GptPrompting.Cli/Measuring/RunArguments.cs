using System.CommandLine;
using GptPrompting.Evaluation.Runs;
using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Cli.Measuring;

/// <summary>What a run measures in place of what its tasks say, and beyond it.</summary>
internal sealed class RunArguments
{
    private readonly NumberList _shots = new("--shots")
    {
        Description = "The numbers of demonstrations, such as 0,1,4. Default: the task's.",
    };

    private readonly NumberList _seeds = new("--seeds")
    {
        Description = "The seeds that demonstrations are drawn with, such as 1,2,3. Default: the task's.",
    };

    private readonly Option<double?> _limit = new("--limit")
    {
        Description = "So many samples, or with a number below 1 that share of them. Default: the task's.",
        HelpName = "number",
    };

    private readonly Option<int?> _limitSeed = new("--limit-seed")
    {
        Description = "Take them at random by this seed instead of the first ones.",
        HelpName = "seed",
    };

    private readonly Option<bool> _parity = new("--parity")
    {
        Description = "Follow lm-evaluation-harness's rules: its draws, its truncation, its errors.",
        Arity = ArgumentArity.Zero,
    };

    private readonly Option<bool> _influence = new("--influence")
    {
        Description = "Measure every prompt without each of its demonstrations, too.",
        Arity = ArgumentArity.Zero,
    };

    private readonly Option<int> _orders = new("--orders")
    {
        Description = "Measure the demonstrations in so many orders, too; 24 are all orders of 4.",
        HelpName = "count",
    };

    private readonly Option<bool> _calibrate = new("--calibrate")
    {
        Description = "Measure choices with contextual calibration and pointwise mutual information, too.",
        Arity = ArgumentArity.Zero,
    };

    private readonly Option<bool> _withoutCurve = new("--no-demonstration-loss")
    {
        Description = "Do not measure the loss of the demonstrations themselves, which costs a little.",
        Arity = ArgumentArity.Zero,
    };

    private readonly Option<int?> _batch = new("--batch")
    {
        Description = "The most requests that are computed before their results are written. Default: 1024.",
        HelpName = "count",
    };

    public void AddTo(Command command)
    {
        Option[] options =
        [
            _shots, _seeds, _limit, _limitSeed, _parity, _influence, _orders, _calibrate, _withoutCurve, _batch,
        ];
        Array.ForEach(options, command.Add);
    }

    /// <exception cref="ArgumentException">A value is out of its range; the message names the option.</exception>
    public EvaluatorOptions Read(ParseResult result) => OptionNames.Named(() =>
    {
        var options = new EvaluatorOptions
        {
            Shots = result.GetValue(_shots),
            Seeds = result.GetValue(_seeds),
            Limit = Limit(result),
            IsParity = result.GetValue(_parity),
            MeasuresInfluence = result.GetValue(_influence),
            Orders = result.GetValue(_orders),
            Calibrates = result.GetValue(_calibrate),
            MeasuresDemonstrations = !result.GetValue(_withoutCurve),
        };
        return result.GetValue(_batch) is { } batch ? options with { BatchSize = batch } : options;
    });

    private SampleLimit? Limit(ParseResult result) => (result.GetValue(_limit), result.GetValue(_limitSeed)) switch
    {
        (null, null) => null,
        (null, _) => throw new ArgumentException("--limit-seed says which samples, but --limit does not say how many."),
        (double count, var seed) => new SampleLimit { Count = count, Seed = seed },
    };
}
