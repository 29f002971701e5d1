using System.CommandLine;
using GptPrompting.Prompts;
using Spectre.Console;

namespace GptPrompting.Cli.Commands;

/// <summary><c>gptprompt prompts check</c>: what is wrong with prompts, without running them.</summary>
internal static class PromptsCheckCommand
{
    public static Command Create()
    {
        var path = new PromptsArgument();
        var model = new ModelOption();
        var json = new JsonOption("prompt_count, problems, each with path, line, column, severity, message");
        var command = new Command("check", "Find mistakes in prompts without running them.") { path };
        model.AddTo(command);
        command.Add(json);
        command.SetAction(async (result, cancellationToken) =>
        {
            IReadOnlyList<(string Name, string Path)> prompts = PromptFinder.Find(result.GetValue(path));
            using LanguageModel languageModel = model.Load(result);
            var problems = new List<PromptProblem>();
            foreach ((_, string prompt) in prompts)
            {
                cancellationToken.ThrowIfCancellationRequested();
                problems.AddRange(PromptChecker.Check(
                    prompt, languageModel.Tokenizer, languageModel.ContextLength, PromptSettings.FindProblem));
            }

            TextWriter output = result.InvocationConfiguration.Output;
            if (result.GetValue(json))
            {
                await Json.WriteAsync(output, new { PromptCount = prompts.Count, Problems = problems.Select(AsJson) });
            }
            else
            {
                Write(Terminal.On(output), output, prompts.Count, problems);
            }

            return problems.Exists(IsError) ? ExitCode.FinishedWithFailures : ExitCode.Done;
        });
        return command;
    }

    private static bool IsError(PromptProblem problem) => problem.Severity == PromptProblemSeverity.Error;

    private static object AsJson(PromptProblem problem) => new
    {
        problem.Path,
        problem.Line,
        problem.Column,
        Severity = problem.Severity.ToString().ToLowerInvariant(),
        problem.Message,
    };

    /// <summary>Lines as compilers write them, which editors turn into links; never wrapped.</summary>
    private static void Write(IAnsiConsole console, TextWriter output, int promptCount, List<PromptProblem> problems)
    {
        foreach (PromptProblem problem in problems)
        {
            output.WriteLine(problem);
        }

        int errors = problems.Count(IsError);
        string count = Counted.Of(promptCount, "prompt");
        console.Write(new Text(
            $"{count}: {Counted.Of(errors, "error")}, {Counted.Of(problems.Count - errors, "warning")}",
            new Style(errors > 0 ? Color.Red : Color.Green)));
        console.WriteLine();
    }
}
