using System.CommandLine;
using GptPrompting.Generation;
using GptPrompting.Prompts;

namespace GptPrompting.Cli.Commands;

/// <summary><c>gptprompt prompts test</c>: runs the cases of <c>tests.yaml</c> against a model.</summary>
internal static class PromptsTestCommand
{
    public static Command Create()
    {
        var path = new PromptsArgument();
        var model = new ModelOption();
        var junit = new Option<string?>("--junit")
        {
            Description = "Write the results to this file, too, as JUnit XML.",
            HelpName = "file",
        };
        var json = new JsonOption("passed, failed, errors, cases, each with prompt, name, passed, error, text, checks");
        var command = new Command("test", $"Run the cases of {PromptTestFile.FileName} against a model.") { path };
        model.AddTo(command);
        command.Add(junit);
        command.Add(json);
        command.SetAction(async (result, cancellationToken) =>
        {
            TextWriter error = result.InvocationConfiguration.Error;
            List<PromptCases> prompts = await ReadAsync(PromptFinder.Find(result.GetValue(path)), error);
            using LanguageModel languageModel = model.Load(result);
            List<PromptRun> runs = [.. prompts.Select(each => each.Run(languageModel, cancellationToken))];
            if (result.GetValue(junit) is { } file)
            {
                JUnitFile.Write(file, runs);
            }

            TextWriter output = result.InvocationConfiguration.Output;
            if (result.GetValue(json))
            {
                await Json.WriteAsync(output, TestReport.AsJson(runs));
            }
            else
            {
                TestReport.Write(Terminal.On(output), runs);
            }

            return runs.TrueForAll(run => run.Results.All(each => each.Passed))
                ? ExitCode.Done
                : ExitCode.FinishedWithFailures;
        });
        return command;
    }

    /// <exception cref="ArgumentException">No prompt has a case.</exception>
    private static async Task<List<PromptCases>> ReadAsync(
        IReadOnlyList<(string Name, string Path)> prompts, TextWriter error)
    {
        var read = new List<PromptCases>();
        foreach ((string name, string path) in prompts)
        {
            Prompt prompt = Prompt.Load(path);
            string file = Path.Combine(prompt.Folder, PromptTestFile.FileName);
            if (File.Exists(file))
            {
                read.Add(PromptCases.Of(name, prompt, PromptTestFile.Load(file)));
            }
            else if (prompts.Count > 1)
            {
                await error.WriteLineAsync($"gptprompt: warning: {name} has no {PromptTestFile.FileName}.");
            }
        }

        string names = string.Join(", ", prompts.Select(each => each.Name));
        return read.Count > 0 ? read : throw new ArgumentException(
            $"There is no case to run: no {PromptTestFile.FileName} lies beside {names}.");
    }

    private sealed record PromptCases(
        string Name, Prompt Prompt, IReadOnlyList<PromptTestCase> Cases, GenerationOptions? Options)
    {
        /// <summary>Settings are read only where text is generated with them.</summary>
        public static PromptCases Of(string name, Prompt prompt, IReadOnlyList<PromptTestCase> cases) =>
            new(name, prompt, cases, cases.Any(each => each.NeedsText) ? PromptSettings.Of(prompt) : null);

        public PromptRun Run(LanguageModel model, CancellationToken cancellationToken) =>
            new(Name, [.. PromptTestRunner.Run(model, Prompt, Cases, Options, cancellationToken)]);
    }
}
