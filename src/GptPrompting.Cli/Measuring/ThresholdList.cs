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

    /// <exception cref="ArgumentException">A limit is none, or of what nobody measured.</exception>
    public IReadOnlyList<ThresholdOutcome> Read(ParseResult result, EvaluationReport report) =>
        [.. (result.GetValue(this) ?? []).SelectMany(limit => Outcomes(limit, report))];

    /// <exception cref="ArgumentException">A limit is none.</exception>
    public void Check(ParseResult result) => Array.ForEach(result.GetValue(this) ?? [], limit => Parse(limit));

    public static string Describe(ThresholdOutcome outcome) => string.Create(
        CultureInfo.InvariantCulture,
        $"{outcome.Task} {outcome.Metric} at {Counted.Of(outcome.Shots, "shot")} is "
        + $"{SummaryTable.Number(outcome.Value)}, limit at {(outcome.IsMinimum ? "least" : "most")} {outcome.Limit}");

    private static ThresholdOutcome[] Outcomes(string limit, EvaluationReport report)
    {
        (string? task, string metric, int? shots, double number) = Parse(limit);
        ThresholdOutcome[] outcomes =
        [
            .. from each in report.Tasks
               where task is null || each.Task == task
               from figures in each.Figures
               where figures.Group is null && (shots is null || figures.Shots == shots)
               from figure in figures.Metrics
               where figure.Name == metric
               select new ThresholdOutcome
               {
                   Task = each.Task,
                   Shots = figures.Shots,
                   Metric = metric,
                   Limit = number,
                   IsMinimum = figure.IsHigherBetter,
                   Value = figure.Value,
               },
        ];
        return outcomes.Length > 0
            ? outcomes
            : throw new ArgumentException($"--fail-under is '{limit}', but nothing that was measured is called so.");
    }

    private static (string? Task, string Metric, int? Shots, double Limit) Parse(string limit)
    {
        Match match = Form().Match(limit);
        return match.Success && double.TryParse(
            match.Groups["limit"].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && double.IsFinite(number)
            ? (match.Groups["task"].Success ? match.Groups["task"].Value : null, match.Groups["metric"].Value,
                match.Groups["shots"].Success
                    ? int.Parse(match.Groups["shots"].Value, CultureInfo.InvariantCulture)
                    : null,
                number)
            : throw new ArgumentException($"--fail-under is '{limit}'; it must be such as acc=0.8 or sst2:acc@4=0.8.");
    }

    // pass@10 is a metric; what follows a last @ is a number of shots only behind another one: pass@10@0.
    [GeneratedRegex(
        @"^((?<task>[^:=]+):)?(?<metric>(pass@[0-9]+|[^@=:]+)(,[^@=]+)?)(@(?<shots>[0-9]{1,6}))?=(?<limit>[^=]+)$",
        RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Form();
}
