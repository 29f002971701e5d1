using System.CommandLine;
using System.Diagnostics;
using GptPrompting.Cli.Demo;
using GptPrompting.Evaluation;
using Spectre.Console;

namespace GptPrompting.Cli.Commands;

/// <summary><c>gptprompt demo</c>: a model at work through a Kernel, then what demonstrations do to its loss.</summary>
internal static class DemoCommand
{
    // So many does the smallest of the measured sets have.
    private const int MaxSamples = 200;

    public static Command Create()
    {
        var model = new ModelOption();
        var samples = new Option<int>("--samples")
        {
            Description = "Held-out samples of each set to measure, 1 to 200.",
            HelpName = "count",
            DefaultValueFactory = _ => 100,
        };
        var results = new Option<string>("--results")
        {
            Description = "Also write the loss of every sample at every number of shots to this file, as JSON lines.",
            HelpName = "file",
        };
        var command = new Command("demo", "Show a model at work through a Kernel, then measure what demonstrations do.")
        {
            samples, results,
        };
        model.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            int count = result.GetValue(samples);
            if (count is < 1 or > MaxSamples)
            {
                throw new ArgumentException($"--samples is {count}; it must be from 1 to {MaxSamples}.");
            }

            IAnsiConsole console = Terminal.On(result.InvocationConfiguration.Output);
            long start = Stopwatch.GetTimestamp();
            using LanguageModel languageModel = model.Load(result);
            double milliseconds = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            console.WriteLine($"Model {languageModel.Id}: context {languageModel.ContextLength} tokens, "
                + $"vocabulary {languageModel.VocabularySize}, opened in {milliseconds:F0} ms");

            using var file = ResultsFile.Create(result.GetValue(results));
            await KernelTour.RunAsync(languageModel, console, cancellationToken);
            ShotsReport report = new ShotsMeasurement(languageModel, console)
                .Run(count, file, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            return report.FailureCount > 0 ? ExitCode.FinishedWithFailures : ExitCode.Done;
        });
        return command;
    }
}
