using System.ComponentModel;
using System.Diagnostics;
using GptPrompting.Tests;

namespace Training.Tests;

/// <summary>Runs the tests of training/, which are Python's, where there is what they need.</summary>
public sealed class PythonTests
{
    // A python3 of the user's own may stand before the system's, which Debian's packages are for.
    private static readonly string[] Pythons = ["python3", "/usr/bin/python3"];

    [SkippableFact]
    public async Task Training_WithPyTorchInstalled_PassesItsTests()
    {
        string? python = await FindPythonAsync();
        Skip.If(python is null, "No python3 here has torch, onnx and numpy.");

        (int exitCode, string output) = await RunAsync(
            python, "-m", "unittest", "discover", "-s", "training/tests", "-t", ".");

        Assert.True(exitCode == 0, output);
    }

    private static async Task<string?> FindPythonAsync()
    {
        foreach (string python in Pythons)
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

    private static async Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments)
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
