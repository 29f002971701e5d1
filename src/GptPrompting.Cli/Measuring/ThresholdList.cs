using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using GptPrompting.Evaluation.Reports;

namespace GptPrompting.Cli.Measuring;

/// <summary>
/// <c>--fail-under</c>: limits that figures must keep, such as <c>acc=0.8</c>, <c>sst2:acc@4=0.8</c> or
/// <c>loss=1.5</c>; a metric of which less is better must not be above its limit.
/// </summary>
internal sealed partial class ThresholdList : Option<string[]>
{
    public ThresholdList()
        : base("--fail-under")
    {
        Description = "Exit with 1 where a figure is worse than its limit: acc=0.8, sst2:acc@4=0.8 (of one task, at 4 "
            + "shots), loss=1.5 (must not be above). May be repeated.";
        HelpName = "limit";
        Arity = ArgumentArity.OneOrMore;
        AllowMultipleArgumentsPerToken = false;
    }

    /// <exception cref="ArgumentException">A limit is none.</exception>
    public void Check(ParseResult result) => _ = Limits(result);

    /// <param name="result">The command line.</param>
    /// <param name="names">What the run measures.</param>
    /// <exception cref="ArgumentException">A limit is none, or of what the run does not measure.</exception>
    public void Check(ParseResult result, IReadOnlyList<FigureNames> names)
    {
        foreach (Limit limit in Limits(result))
        {
            if (!names.Any(each => each.Metrics.Any(metric =>
                each.Shots.Any(shots => limit.Names(each.Task, shots, metric)))))
            {
                throw new ArgumentException(
                    $"--fail-under is '{limit.Text}', but nothing that is measured is called so; there is "
                    + $"{string.Join("; ", names.Select(Describe))}.");
            }
        }
    }

    /// <exception cref="ArgumentException">A limit is none, or of what nobody measured.</exception>
    public IReadOnlyList<ThresholdOutcome> Read(ParseResult result, EvaluationReport report) =>
        [.. Limits(result).SelectMany(limit => Outcomes(limit, report))];

    public static string Describe(ThresholdOutcome outcome) => string.Create(
        CultureInfo.InvariantCulture,
        $"{outcome.Task} {outcome.Metric} at {Counted.Of(outcome.Shots, "shot")} is "
        + $"{SummaryTable.Number(outcome.Value)}, limit at {(outcome.IsMinimum ? "least" : "most")} {outcome.Limit}");

    private static string Describe(FigureNames names) =>
        $"{string.Join(", ", names.Metrics)} of {names.Task} at {string.Join(", ", names.Shots)} shots";

    private static ThresholdOutcome[] Outcomes(Limit limit, EvaluationReport report)
    {
        ThresholdOutcome[] outcomes =
        [
            .. from task in report.Tasks
               from figures in task.Figures
               where figures.Group is null
               from figure in figures.Metrics
               where limit.Names(task.Task, figures.Shots, figure.Name)
               select new ThresholdOutcome
               {
                   Task = task.Task,
                   Shots = figures.Shots,
                   Metric = figure.Name,
                   Limit = limit.Number,
                   IsMinimum = figure.IsHigherBetter,
                   Value = figure.Value,
               },
        ];
        return outcomes.Length > 0 ? outcomes : throw new ArgumentException(
            $"--fail-under is '{limit.Text}', but nothing that was measured is called so.");
    }

    private Limit[] Limits(ParseResult result) => Array.ConvertAll(result.GetValue(this) ?? [], Parse);

    private static Limit Parse(string text)
    {
        Match match = Form().Match(text);
        string? Group(string name) => match.Groups[name].Success ? match.Groups[name].Value : null;
        return double.TryParse(Group("limit"), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && double.IsFinite(number)
            ? new Limit(
                text,
                Group("task"),
                Group("metric")!,
                Group("shots") is string shots ? int.Parse(shots, CultureInfo.InvariantCulture) : null,
                number)
            : throw new ArgumentException($"--fail-under is '{text}'; it must be such as acc=0.8 or sst2:acc@4=0.8.");
    }

    // pass@10 is a metric; what follows a last @ is a number of shots only behind another one: pass@10@0.
    [GeneratedRegex(
        @"^((?<task>[^:=]+):)?(?<metric>(pass@[0-9]+|[^@=:]+)(,[^@=]+)?)(@(?<shots>[0-9]{1,6}))?=(?<limit>[^=]+)$",
        RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Form();

    /// <summary>A limit as it was given; without a task or a number of shots it is of all.</summary>
    private sealed record Limit(string Text, string? Task, string Metric, int? Shots, double Number)
    {
        public bool Names(string task, int shots, string metric) =>
            (Task is null || Task == task) && (Shots is null || Shots == shots) && Metric == metric;
    }
}
