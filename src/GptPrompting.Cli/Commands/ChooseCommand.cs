using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using GptPrompting.Cli.Measuring;
using GptPrompting.Evaluation.Choosing;
using GptPrompting.Evaluation.Tasks;
using Spectre.Console;

namespace GptPrompting.Cli.Commands;

/// <summary><c>gptprompt choose</c>: chooses demonstrations by the loss that they leave.</summary>
internal static class ChooseCommand
{
    public static Command Create()
    {
        var tasks = new TaskArguments();
        var model = new MeasuredModel();
        Option<int?> shots = Number("--shots", "The most demonstrations to choose. Default: 4.");
        Option<int?> budget = Number("--budget", "The most tokens of a prompt. Default: the model's context.");
        Option<int?> candidates = Number("--candidates", "How many to choose among. Default: 32.");
        Option<int?> development = Number("--development", "Development samples to measure losses on. Default: 50.");
        Option<int?> draws = Number("--draws", "Random draws to compare with on the task's own samples. Default: 5.");
        var seed = new Option<int?>("--seed")
        {
            Description = "Decides all that is drawn. Default: 1234.",
            HelpName = "seed",
        };
        var output = new Option<string?>("--output", "-o")
        {
            Description = "Write the records of the chosen demonstrations to this file, a line each.",
            HelpName = "file",
        };
        var command = new Command(
            "choose", "Choose demonstrations by the loss that they leave on a development split.");
        tasks.AddTo(command);
        Option[] options = [shots, budget, candidates, development, draws, seed, output];
        Array.ForEach(options, command.Add);
        model.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            var standard = new ChoosingOptions();
            ChoosingOptions choosing = OptionNames.Named(() => new ChoosingOptions
            {
                Shots = result.GetValue(shots) ?? standard.Shots,
                TokenBudget = result.GetValue(budget),
                Candidates = result.GetValue(candidates) ?? standard.Candidates,
                DevelopmentSamples = result.GetValue(development) ?? standard.DevelopmentSamples,
                RandomDraws = result.GetValue(draws) ?? standard.RandomDraws,
                Seed = result.GetValue(seed) ?? standard.Seed,
            });
            IReadOnlyList<EvaluationTask> loaded = tasks.Load(result);
            if (loaded.Count != 1)
            {
                throw new ArgumentException($"Demonstrations are chosen for one task, not for {loaded.Count}.");
            }

            using OpenedModel opened = await model.OpenAsync(result, cancellationToken);
            IAnsiConsole console = Terminal.On(result.InvocationConfiguration.Output);
            ChosenDemonstrations chosen = await new DemonstrationChooser(opened.Model, choosing)
                .ChooseAsync(loaded[0], new StepLines(console), cancellationToken);
            Write(console, chosen);
            if (result.GetValue(output) is { } file)
            {
                await File.WriteAllLinesAsync(
                    file, chosen.Demonstrations.Select(each => JsonSerializer.Serialize(each.Document)),
                    cancellationToken);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static Option<int?> Number(string name, string description) =>
        new(name) { Description = description, HelpName = "count" };

    private static void Write(IAnsiConsole console, ChosenDemonstrations chosen)
    {
        if (chosen.Demonstrations.Count == 0)
        {
            console.WriteLine("chosen: none; no candidate that fits into the budget lowers the development loss");
        }

        console.WriteLine($"development loss without demonstrations {SummaryTable.Number(chosen.LossWithoutAny)}");
        Table table = Terminal.NewTable(console.Profile.Capabilities.Ansi);
        string[] columns = ["on the task's own samples", "loss", "± error", "accuracy", "n", "not measured"];
        foreach (string column in columns)
        {
            table.AddColumn(new TableColumn(column).NoWrap());
        }

        AddRow(table, "chosen", chosen.HeldOut);
        foreach ((int i, HeldOutFigures figures) in chosen.Random.Index())
        {
            AddRow(table, $"random draw {i + 1}", figures);
        }

        console.Write(table);
    }

    private static void AddRow(Table table, string name, HeldOutFigures figures) => table.AddRow(
        name,
        SummaryTable.Number(figures.Loss),
        figures.LossStandardError is null ? "" : SummaryTable.Number(figures.LossStandardError),
        figures.Accuracy is null ? "" : SummaryTable.Number(figures.Accuracy),
        figures.Count.ToString(CultureInfo.InvariantCulture),
        figures.FailureCount.ToString(CultureInfo.InvariantCulture));

    private sealed class StepLines(IAnsiConsole console) : IProgress<ChoosingStep>
    {
        public void Report(ChoosingStep value) => console.WriteLine(
            $"chosen: {value.Demonstration}, development loss {SummaryTable.Number(value.DevelopmentLoss)}, "
            + $"{Counted.Of(value.PromptTokens, "token")}, of {Counted.Of(value.Tried, "candidate")}");
    }
}
