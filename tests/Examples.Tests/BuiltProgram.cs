using System.Diagnostics;
using GptPrompting.Tests;

namespace Examples.Tests;

/// <summary>Programs that were built beside these tests: artifacts/bin/PROJECT/CONFIGURATION/.</summary>
internal static class BuiltProgram
{
    /// <summary>The path of a program's dll, built in the configuration of these tests.</summary>
    public static string Find(string project, string assembly)
    {
        DirectoryInfo own = new(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        return Path.Combine(own.Parent!.Parent!.FullName, project, own.Name, assembly + ".dll");
    }

    /// <summary>Runs a program to its end, which must be a success, and gives what it wrote.</summary>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            WorkingDirectory = Repository.Root,
        };
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
        return output.ReplaceLineEndings("\n");
    }
}
