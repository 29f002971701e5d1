using GptPrompting.Evaluation;
using Spectre.Console;

namespace GptPrompting.Cli.Demo;

/// <summary>Loss and accuracy at 0, 1, 4 and 8 shots on held-out samples that only the prompt explains.</summary>
internal sealed class ShotsMeasurement(LanguageModel model, IAnsiConsole console)
{
    private static readonly int[] Shots = [0, 1, 4, 8];

    // The sets on which the in-box model learns in context; labels that it knows gain nothing from demonstrations.
    private static readonly string[] Tasks = ["dictionary", "affix", "known_function"];

    /// <returns>The report; it is not complete where the run was cancelled.</returns>
    public ShotsReport Run(int samplesPerTask, ResultsFile file, CancellationToken cancellationToken)
    {
        ILookup<string, ShotsSample> byTask =
            SampleFile.Load(Path.Combine(TinyGpt.HeldOutFolder, "icl.jsonl")).ToLookup(sample => sample.Task);
        ShotsSample[] samples = [.. Tasks.SelectMany(task => Spread([.. byTask[task]], samplesPerTask))];
        var evaluation = new ShotsEvaluation(samples, Shots);

        console.WriteHeading("What demonstrations do", "the same held-out samples at every number");
        ShotsReport report = WithProgress(evaluation.ResultCount, advance => evaluation.Run(
            model.ScoreBatchStreaming, new Follower(result => { file.Write(result); advance(); }), cancellationToken));
        Show(report);
        return report;
    }

    /// <summary>That many samples at equal distances, because the file groups them by function.</summary>
    private static IEnumerable<ShotsSample> Spread(ShotsSample[] samples, int count)
    {
        int taken = Math.Min(count, samples.Length);
        return Enumerable.Range(0, taken).Select(i => samples[i * samples.Length / taken]);
    }

    private ShotsReport WithProgress(int total, Func<Action, ShotsReport> run)
    {
        if (!console.Profile.Capabilities.Interactive)
        {
            return run(() => { });
        }

        ProgressColumn[] columns =
            [new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()];
        return console.Progress().AutoClear(true).Columns(columns).Start(context =>
        {
            ProgressTask task = context.AddTask("scoring", maxValue: total);
            return run(() => task.Increment(1));
        });
    }

    private void Show(ShotsReport report)
    {
        console.Write(ShotsTable.Of(report, Shots, isTerminal: console.Profile.Capabilities.Ansi));
        console.WriteLine("loss: mean over samples of nats per answer token");
        console.WriteLine("accuracy: greedy answer and line end exactly right");
        console.WriteLine("±: one standard error; n: samples scored");
        if (!report.IsComplete)
        {
            console.WriteLine($"Interrupted: {report.Results.Count} of {report.ExpectedCount} results.");
        }

        foreach (ShotsResult failed in report.Results.Where(result => result.FailureReason is not null))
        {
            console.WriteLine($"not scored: {failed.SampleId} at {failed.Shots} shots: {failed.FailureReason}");
        }
    }

    private sealed class Follower(Action<ShotsResult> follow) : IProgress<ShotsProgress>
    {
        public void Report(ShotsProgress value) => follow(value.Result);
    }
}
