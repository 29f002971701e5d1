using GptPrompting.Cli.Measuring;
using GptPrompting.Evaluation.Models;
using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Runs;
using GptPrompting.Evaluation.Tasks;
using Spectre.Console;

namespace GptPrompting.Cli.Demo;

/// <summary>Loss and accuracy at 0, 1, 4 and 8 shots on held-out samples that only the prompt explains.</summary>
internal sealed class ShotsMeasurement(LanguageModel model, IAnsiConsole console, TextWriter error)
{
    private static readonly int[] Shots = [0, 1, 4, 8];

    // The sets on which the in-box model learns in context; labels that it knows gain nothing from demonstrations.
    private static readonly string[] Sets = ["dictionary", "affix", "known_function"];

    /// <param name="samplesPerSet">How many samples of each set.</param>
    /// <param name="folder">Where the run is kept with its reports; null keeps it nowhere.</param>
    /// <param name="cancellationToken">Ends the measuring; what there is by then is shown.</param>
    public async Task<EvaluationReport> RunAsync(
        int samplesPerSet, string? folder, CancellationToken cancellationToken)
    {
        console.WriteHeading("What demonstrations do", "the same held-out samples at every number");
        EvaluationRun run = await MeasureAsync(samplesPerSet, folder, cancellationToken);
        console.Write(ShotsTable.Of(run.Report, isTerminal: console.Profile.Capabilities.Ansi));
        console.WriteLine("loss: mean over samples of nats per answer token");
        console.WriteLine("accuracy: greedy answer and line end exactly right");
        console.WriteLine("±: one standard error; n: samples scored");
        if (run.Report.Run.ResultCount < run.Report.Run.ExpectedCount)
        {
            console.WriteLine($"Interrupted: {run.Report.Run.ResultCount} of {run.Report.Run.ExpectedCount} results.");
        }

        foreach ((string reason, int count) in run.Report.Tasks.SelectMany(task => task.Failures))
        {
            console.WriteLine($"not measured: {Counted.Of(count, "result")}: {reason}");
        }

        return run.Report;
    }

    private async Task<EvaluationRun> MeasureAsync(
        int samplesPerSet, string? folder, CancellationToken cancellationToken)
    {
        EvaluationTask all = TaskFile.Load(
            TaskLibrary.Find("icl"), new TaskOptions { PromptsFolder = PromptLibrary.Folder });
        EvaluationTask[] tasks = [.. Sets.Select(set => all with
        {
            Name = set,
            Samples = [.. Spread([.. all.Samples.Where(sample => sample.Group == set)], samplesPerSet)],
            Shots = Shots,
        })];
        DirectoryInfo? temporary = folder is null ? Directory.CreateTempSubdirectory("gptprompt-") : null;
        try
        {
            EvaluationRun run = await Measurement.RunAsync(
                new Evaluator(new LocalModel(model)), tasks, folder ?? temporary!.FullName, error, cancellationToken);
            if (folder is not null)
            {
                ReportFiles.Write(folder, run, []);
            }

            return run;
        }
        finally
        {
            temporary?.Delete(recursive: true);
        }
    }

    /// <summary>That many samples at equal distances, because the file groups them by function.</summary>
    private static IEnumerable<Sample> Spread(Sample[] samples, int count)
    {
        int taken = Math.Min(count, samples.Length);
        return Enumerable.Range(0, taken).Select(i => samples[i * samples.Length / taken]);
    }
}
