using System.CommandLine;
using System.Diagnostics;
using GptPrompting.Cli.Demo;
using GptPrompting.Evaluation.Reports;
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
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Keep the measurement in this folder, with its reports.",
            HelpName = "folder",
        };
        var command = new Command("demo", "Show a model at work through a Kernel, then measure what demonstrations do.")
        {
            samples, output,
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

            await KernelTour.RunAsync(languageModel, console, cancellationToken);
            EvaluationReport report =
                await new ShotsMeasurement(languageModel, console, result.InvocationConfiguration.Error)
                    .RunAsync(count, result.GetValue(output), cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            return report.FailureCount > 0 ? ExitCode.FinishedWithFailures : ExitCode.Done;
        });
        return command;
    }
}
