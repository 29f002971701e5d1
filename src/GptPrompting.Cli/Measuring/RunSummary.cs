using System.Globalization;
using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Runs;
using Spectre.Console;

namespace GptPrompting.Cli.Measuring;

/// <summary>What a run found, for whoever looks at the terminal.</summary>
internal static class RunSummary
{
    // Where prompts are too long, each sample has a reason of its own.
    private const int MostReasons = 5;

    public static void Write(
        IAnsiConsole console, EvaluationRun run, IReadOnlyList<ThresholdOutcome> thresholds, bool withGroups)
    {
        EvaluationReport report = run.Report;
        SummaryTable.Write(console, report, withGroups);
        foreach (TaskReport task in report.Tasks)
        {
            WriteTask(console, task, report.Tasks.Count > 1 ? task.Task + ": " : "");
        }

        WriteCost(console, run);
        foreach (ThresholdOutcome threshold in thresholds)
        {
            console.WriteLine((threshold.Passed ? "kept: " : "NOT KEPT: ") + ThresholdList.Describe(threshold));
        }
    }

    private static void WriteTask(IAnsiConsole console, TaskReport task, string name)
    {
        foreach (ShotsFigures figures in task.Figures.Where(each => each is { Group: null, Demonstrations.Count: > 0 }))
        {
            console.WriteLine($"{name}loss of the demonstrations at {Counted.Of(figures.Shots, "shot")}: "
                + string.Join(" ", figures.Demonstrations.Select(each => Short(each.Loss))));
        }

        foreach (IGrouping<(int Shots, int Seed), InfluenceFigure> prompt in task.Influence
            .GroupBy(each => (each.Shots, each.Seed)))
        {
            console.WriteLine($"{name}loss without a demonstration, less the loss with all {prompt.Key.Shots}, seed "
                + $"{prompt.Key.Seed}: " + string.Join(" ", prompt.Select(each => Signed(each.LossChange))));
        }

        foreach (OrderFigures orders in task.Orders)
        {
            console.WriteLine($"{name}{orders.Orders.Count} orders of {orders.Shots} demonstrations, seed "
                + $"{orders.Seed}: loss {Short(orders.MeanLoss)} in the mean, {Short(orders.BestLoss)} to "
                + $"{Short(orders.WorstLoss)}, deviation {Short(orders.LossDeviation ?? 0)}");
        }

        foreach ((string warning, int count) in task.Warnings)
        {
            console.WriteLine($"{name}warning: {warning}: {Counted.Of(count, "result")}");
        }

        KeyValuePair<string, int>[] failures = [.. task.Failures.OrderByDescending(each => each.Value)];
        foreach ((string failure, int count) in failures.Take(MostReasons))
        {
            console.WriteLine($"{name}not measured: {Counted.Of(count, "result")}: {failure}");
        }

        if (failures.Length > MostReasons)
        {
            int rest = failures.Skip(MostReasons).Sum(each => each.Value);
            console.WriteLine($"{name}not measured: {Counted.Of(rest, "result")} for other reasons; report.md has all");
        }
    }

    private static void WriteCost(IAnsiConsole console, EvaluationRun run)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        double seconds = run.Seconds.Sum();
        string energy = run.Joules is { } joules ? string.Create(culture, $", {joules:N0} joules") : "";
        string tokens = run.Report.Run is { TokensRead: > 0 and { } read, TokensRequested: > 0 and { } requested }
            ? string.Create(culture, $", {read:N0} tokens read for {requested:N0} in prompts and answers")
            : "";
        console.WriteLine(string.Create(
            culture, $"{Counted.Of(run.Results.Count, "result")} in {seconds:F1} s{tokens}{energy}"));
        if (run.Report.Run.ResultCount < run.Report.Run.ExpectedCount)
        {
            console.WriteLine($"Interrupted: {run.Report.Run.ResultCount} of {run.Report.Run.ExpectedCount} results. "
                + "The same command goes on from there.");
        }
    }

    private static string Short(double value) => value.ToString("F3", CultureInfo.InvariantCulture);

    private static string Signed(double value) => value.ToString("+0.000;-0.000;0.000", CultureInfo.InvariantCulture);
}
