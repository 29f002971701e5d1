namespace GptPrompting.Cli.Tests;

/// <summary>One run of the tool within the test's process.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    public static Task<ToolRun> OfAsync(params string[] args) => OfAsync([], args);

    public static async Task<ToolRun> OfAsync(byte[] standardInput, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var commandLine = new CommandLine(() => new MemoryStream(standardInput), output, error);
        int exitCode = await commandLine.RunAsync(args);
        return new ToolRun(exitCode, output.ToString(), error.ToString());
    }
}
