namespace GptPrompting.Cli.Tests;

/// <summary>One run of the tool within the test's process.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    public static async Task<ToolRun> OfAsync(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        int exitCode = await CommandLine.RunAsync(args, output, error);
        return new ToolRun(exitCode, output.ToString(), error.ToString());
    }
}
