using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using GptPrompting.Cli.Commands;

namespace GptPrompting.Cli;

/// <summary>
/// Parses the arguments, runs the command, and turns what goes wrong into a line on standard error and an exit code.
/// </summary>
internal sealed partial class CommandLine(Func<Stream> openStandardInput, TextWriter output, TextWriter error)
{
    // A prompt is a text like any other: one that begins with @ is no file of arguments, -now no -n of "ow".
    private static readonly ParserConfiguration Parsing = new()
    {
        ResponseFileTokenReplacer = null,
        EnablePosixBundling = false,
    };

    private const StringSplitOptions Trimmed = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

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
        RefuseOptionsAsTexts(result);
        if (result.Errors.Count > 0)
        {
            return await ShowErrorsAsync(result);
        }

        int code = await result.InvokeAsync(new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
        });
        return args.Length == 0 ? ExitCode.WrongInput : code;
    }

    /// <summary>What no option is called becomes a command's text, such as the prompt to complete.</summary>
    /// <exception cref="ArgumentException">Such a text is written as options are.</exception>
    private static void RefuseOptionsAsTexts(ParseResult result)
    {
        IEnumerable<Token> texts = result.CommandResult.Children.OfType<ArgumentResult>().SelectMany(of => of.Tokens);
        IEnumerable<Token> beforeDashes = result.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash);
        if (texts.Intersect(beforeDashes).FirstOrDefault(text => OptionForm().IsMatch(text.Value)) is Token option)
        {
            throw new ArgumentException(
                $"There is no option {option.Value}; --help lists them. A text that begins so stands behind --.");
        }
    }

    private async Task<int> ShowErrorsAsync(ParseResult result)
    {
        using var lines = new StringWriter();
        if (result.Action is ParseErrorAction errors)
        {
            errors.ShowHelp = false;
        }

        await result.InvokeAsync(new InvocationConfiguration { Output = lines, Error = lines });
        var sentences = new List<string>();
        foreach (string line in lines.ToString().Split('\n', Trimmed))
        {
            // Behind "Did you mean one of the following?" each name has a line of its own.
            if (sentences.Count == 0 || line[^1] is '.' or '?')
            {
                sentences.Add(line);
            }
            else
            {
                sentences[^1] += " " + line;
            }
        }

        sentences.ForEach(sentence => error.WriteLine($"gptprompt: error: {sentence}"));
        return ExitCode.WrongInput;
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
        NumberParsing.Explain(root);
        return root;
    }

    [GeneratedRegex("^--[a-z][a-z0-9-]*(=|$)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OptionForm();
}
