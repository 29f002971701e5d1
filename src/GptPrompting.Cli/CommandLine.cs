using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using GptPrompting.Cli.Commands;

namespace GptPrompting.Cli;

/// <summary>
/// Parses the arguments, runs the command, and turns what goes wrong into a line on standard error and an exit code.
/// </summary>
internal sealed class CommandLine(Func<Stream> openStandardInput, TextWriter output, TextWriter error)
{
    // A prompt is a text like any other: one that begins with @ is no file of arguments, -now no -n of "ow".
    private static readonly ParserConfiguration Parsing = new()
    {
        ResponseFileTokenReplacer = null,
        EnablePosixBundling = false,
    };

    public async Task<int> RunAsync(string[] args)
    {
        try
        {
            return await ParseAndRunAsync(args);
        }
        catch (Exception e) when (Failure.Describe(e) is string message)
        {
            await error.WriteLineAsync($"gptprompt: {message}");
            return Failure.ExitCodeOf(e);
        }
    }

    private async Task<int> ParseAndRunAsync(string[] args)
    {
        ParseResult result = Root().Parse(args.Length > 0 ? args : ["--help"], Parsing);
        if (result.Action is ParseErrorAction errors)
        {
            errors.ShowHelp = false;
        }

        int code = await result.InvokeAsync(new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
        });
        return args.Length == 0 || result.Errors.Count > 0 ? ExitCode.WrongInput : code;
    }

    private RootCommand Root()
    {
        var input = new TextInput(openStandardInput);
        var root = new RootCommand("Prompts a local GPT in ONNX format and measures what prompts do.")
        {
            CompleteCommand.Create(input),
            RenderCommand.Create(),
            ScoreCommand.Create(input),
            PerplexityCommand.Create(input),
            FillMaskCommand.Create(input),
            EvaluateCommand.Create(),
            CompareCommand.Create(),
            ChooseCommand.Create(),
            TasksCommand.Create(),
            PromptsCommand.Create(),
            ModelCommand.Create(input),
            DemoCommand.Create(),
        };

        // A text in brackets is a text.
        root.Directives.Clear();

        // -? and /? are texts that someone may want to complete.
        root.Options.Remove(root.Options.OfType<HelpOption>().Single());
        root.Options.Add(new HelpOption("--help", "-h"));
        WholeNumbers.Explain(root);
        return root;
    }
}
