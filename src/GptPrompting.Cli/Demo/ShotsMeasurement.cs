using System.Text.Json;
using GptPrompting.Evaluation;
using Spectre.Console;

namespace GptPrompting.Cli.Demo;

/// <summary>Loss and accuracy at 0, 1, 4 and 8 shots on held-out samples whose answers only the prompt can teach.</summary>
internal static class ShotsMeasurement
{
    private static readonly int[] Shots = [0, 1, 4, 8];

    // The sets on which the in-box model shows in-context learning; known labels would gain nothing from demonstrations.
    private static readonly string[] Tasks = ["dictionary", "affix", "known_function"];

    public static ShotsReport Run(
        LanguageModel model, int samplesPerTask, string? resultsFile, IAnsiConsole console, CancellationToken cancellationToken)
    {
        ILookup<string, Sample> byTask =
            SampleFile.Load(Path.Combine(TinyGpt.HeldOutFolder, "icl.jsonl")).ToLookup(sample => sample.Task);
        Sample[] samples = [.. Tasks.SelectMany(task => Spread([.. byTask[task]], samplesPerTask))];
        var evaluation = new ShotsEvaluation(samples, Shots);
        console.WriteHeading("What demonstrations do", "held-out samples, the same ones at every number of shots");
        using StreamWriter? file = resultsFile is null ? null : File.CreateText(resultsFile);
        ShotsReport report = WithProgress(console, evaluation.ResultCount, advance =>
            evaluation.Run(model.Score, new Follower(advance, file), cancellationToken));
        console.Write(ShotsTable.Of(report, Shots, isTerminal: console.Profile.Capabilities.Ansi));
        console.WriteLine("loss: mean of nats per answer token; accuracy: greedy answer and line end exactly right; ± one standard error");
        foreach (SampleResult failed in report.Results.Where(result => result.FailureReason is not null))
        {
            console.WriteLine($"not scored: {failed.SampleId} at {failed.Shots} shots: {failed.FailureReason}");
        }

        return report;
    }

    /// <summary>That many samples at equal distances, because the file groups them by function.</summary>
    private static IEnumerable<Sample> Spread(Sample[] samples, int count) =>
        Enumerable.Range(0, Math.Min(count, samples.Length)).Select(i => samples[i * samples.Length / Math.Min(count, samples.Length)]);

    private static ShotsReport WithProgress(IAnsiConsole console, int total, Func<Action, ShotsReport> run)
    {
        if (!console.Profile.Capabilities.Interactive)
        {
            return run(() => { });
        }

        return console.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask("scoring", maxValue: total);
                return run(() => task.Increment(1));
            });
    }

    /// <summary>Moves the bar and writes each result to the file at once, so that what was measured survives an interruption.</summary>
    private sealed class Follower(Action advance, StreamWriter? file) : IProgress<ShotsProgress>
    {
        private static readonly JsonSerializerOptions Lines = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

        public void Report(ShotsProgress value)
        {
            file?.WriteLine(JsonSerializer.Serialize(value.Result, Lines));
            file?.Flush();
            advance();
        }
    }
}
