using System.ComponentModel;
using System.Diagnostics;
using GptPrompting.Tests;

namespace Training.Tests;

/// <summary>A python3 that has what training needs.</summary>
internal static class Python
{
    public const string Missing = "No python3 here has torch, onnx and numpy.";

    // A python3 of the user's own may stand before the system's, which Debian's packages are for.
    private static readonly string[] Programs = ["python3", "/usr/bin/python3"];

    /// <summary>The first that has it, or null.</summary>
    public static async Task<string?> FindAsync()
    {
        foreach (string python in Programs)
        {
            try
            {
                if ((await RunAsync(python, "-c", "import numpy, onnx, torch")).ExitCode == 0)
                {
                    return python;
                }
            }
            catch (Win32Exception)
            {
                // There is no such program.
            }
        }

        return null;
    }

    /// <summary>Runs it in the repository's root.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Repository.Root,
        };
        start.Environment["OMP_NUM_THREADS"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }
}
