using System.CommandLine;
using GptPrompting.Cli.Commands;

namespace GptPrompting.Cli;

/// <summary>
/// Parses the arguments, runs the command, and turns what goes wrong into a line on standard error and an exit code.
/// </summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        // A prompt may begin with @; it is never the name of a file with further arguments.
        var parsing = new ParserConfiguration { ResponseFileTokenReplacer = null };
        var invocation = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
        };
        ParseResult result = Root().Parse(args, parsing);
        try
        {
            int code = await result.InvokeAsync(invocation);
            return result.Errors.Count > 0 ? ExitCode.WrongInput : code;
        }
        catch (Exception e) when (Failure.Describe(e) is string message)
        {
            await error.WriteLineAsync($"gptprompt: {message}");
            return Failure.ExitCodeOf(e);
        }
    }

    private static RootCommand Root() => new("Prompts a local GPT in ONNX format and measures what prompts do.")
    {
        CompleteCommand.Create(),
        RenderCommand.Create(),
        ScoreCommand.Create(),
        DemoCommand.Create(),
    };
}
