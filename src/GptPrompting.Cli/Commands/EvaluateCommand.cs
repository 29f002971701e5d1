using System.CommandLine;
using GptPrompting.Cli.Measuring;
using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Runs;
using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Cli.Commands;

/// <summary><c>gptprompt evaluate</c>: runs tasks against a model and writes reports.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        var tasks = new TaskArguments();
        var run = new RunArguments();
        var model = new MeasuredModel();
        var thresholds = new ThresholdList();
        var output = new Option<string?>("--output", "-o")
        {
            Description = "The folder of the run. The same command takes an interrupted run up again there. Default: a "
                + "folder in runs/ that is called after tasks, model and everything that decides the results.",
            HelpName = "folder",
        };
        var groups = new Option<bool>("--groups")
        {
            Description = "Show the figures of groups of samples, too.",
            Arity = ArgumentArity.Zero,
        };
        var command = new Command("evaluate", "Run tasks against a model: losses, accuracy, intervals, reports.");
        tasks.AddTo(command);
        run.AddTo(command);
        command.Add(output);
        command.Add(thresholds);
        command.Add(groups);
        model.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            thresholds.Check(result);
            EvaluatorOptions options = run.Read(result);
            IReadOnlyList<EvaluationTask> loaded = tasks.Load(result);
            IdleOptions.Check(options, loaded);
            using OpenedModel opened = await model.OpenAsync(result, cancellationToken);
            var evaluator = new Evaluator(opened.Model, options);
            thresholds.Check(result, evaluator.NamesOf(loaded));
            string folder = result.GetValue(output) ?? DefaultFolder(loaded, opened.Model.Id, evaluator);
            EvaluationRun done = await Measurement.RunAsync(
                evaluator, loaded, folder, result.InvocationConfiguration.Error, cancellationToken);
            IReadOnlyList<ThresholdOutcome> outcomes = thresholds.Read(result, done.Report);
            ReportFiles.Write(folder, done, outcomes);
            TextWriter text = result.InvocationConfiguration.Output;
            RunSummary.Write(Terminal.On(text), done, outcomes, result.GetValue(groups));
            foreach (TaskReport task in options.Seeds is { Count: > 1 } ? done.Report.Tasks : [])
            {
                if (task.Figures.All(figures => figures.Seeds.Count < 2))
                {
                    await text.WriteLineAsync($"{task.Task}: one seed is measured, as nothing is drawn by it");
                }
            }

            await text.WriteLineAsync($"{Path.Combine(folder, "report.html")}");
            cancellationToken.ThrowIfCancellationRequested();
            return done.Report.FailureCount > 0 || outcomes.Any(outcome => !outcome.Passed)
                ? ExitCode.FinishedWithFailures
                : ExitCode.Done;
        });
        return command;
    }

    private static string DefaultFolder(IReadOnlyList<EvaluationTask> tasks, string model, Evaluator evaluator)
    {
        string name = string.Join('+', tasks.Take(3).Select(task => task.Name)) + (tasks.Count > 3 ? "+" : "");
        string plain = string.Concat($"{name}-{model}".Select(
            c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '+' ? c : '_'));
        return Path.Combine("runs", $"{plain}-{evaluator.KeyOf(tasks)[..8]}");
    }
}
