using System.CommandLine;
using GptPrompting.Cli.Measuring;
using GptPrompting.Evaluation.Comparisons;
using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Results;
using Spectre.Console;

namespace GptPrompting.Cli.Commands;

/// <summary><c>gptprompt compare</c>: two runs sample by sample.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var first = new Argument<string>("a") { Description = "The folder of the run that differences start from." };
        var second = new Argument<string>("b") { Description = "The folder of the other run." };
        var html = new Option<string?>("--html")
        {
            Description = "Write the differences sample by sample to this file, a page that needs no network.",
            HelpName = "file",
        };
        var json = new JsonOption("a, b, metrics, pairings");
        var command = new Command("compare", "Compare two runs sample by sample: differences, intervals, p-values.")
        {
            first, second, html, json,
        };
        command.SetAction(async result =>
        {
            ComparedRun a = Load(result.GetRequiredValue(first));
            ComparedRun b = Load(result.GetRequiredValue(second));
            var comparison = RunComparison.Of(a, b);
            TextWriter output = result.InvocationConfiguration.Output;
            if (result.GetValue(json))
            {
                await output.WriteLineAsync(ComparisonJson.Write(comparison));
            }
            else
            {
                Write(Terminal.On(output), comparison);
            }

            if (result.GetValue(html) is { } file)
            {
                await File.WriteAllTextAsync(file, HtmlComparison.Write(comparison, a, b));
            }

            return comparison.Pairings.Any(pairing => pairing.Paired > 0) ? ExitCode.Done : throw new ArgumentException(
                $"'{a.Name}' and '{b.Name}' have nothing to compare: results go together that have the same task, "
                + "sample, shots and seed, the same data, and numbers in both runs.");
        });
        return command;
    }

    /// <exception cref="ArgumentException">The folder does not hold a run that came to its report.</exception>
    private static ComparedRun Load(string folder)
    {
        string report = Path.Combine(folder, "results.json");
        string samples = Path.Combine(folder, "samples.jsonl");
        return File.Exists(report) && File.Exists(samples)
            ? new ComparedRun(folder, ReportJson.Load(report), SampleLines.Read(samples))
            : throw new ArgumentException(
                $"'{folder}' holds no run: `gptprompt evaluate` writes results.json and samples.jsonl there.");
    }

    private static void Write(IAnsiConsole console, RunComparison comparison)
    {
        console.WriteLine($"A: {comparison.A}");
        console.WriteLine($"B: {comparison.B}");
        ComparisonTables.Write(console, ComparisonTable.OfMetrics(comparison));
        ComparisonTables.Write(console, ComparisonTable.OfPairings(comparison));
    }
}
