using System.Collections.Concurrent;
using GptPrompting.Tests;

namespace Training.Tests;

/// <summary>Runs the tests of training/, which are Python's, where there is what they need.</summary>
public sealed class PythonTests
{
    // Each file is a process of its own: two side by side take two thirds of the time.
    private static readonly int AtOnce = Math.Min(Environment.ProcessorCount, 4);

    [SkippableFact]
    public async Task Training_WithPyTorchInstalled_PassesItsTests()
    {
        string? python = await Python.FindAsync();
        Skip.If(python is null, Python.Missing);
        string[] modules = [.. Directory.GetFiles(Path.Combine(Repository.Root, "training", "tests"), "test_*.py")
            .OrderByDescending(file => new FileInfo(file).Length)
            .Select(file => $"training.tests.{Path.GetFileNameWithoutExtension(file)}")];
        var runs = new ConcurrentBag<(int ExitCode, string Output)>();

        await Parallel.ForEachAsync(
            modules,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (module, _) => runs.Add(await Python.RunAsync(python, "-m", "unittest", module)));

        Assert.NotEmpty(runs);
        Assert.All(runs, run => Assert.True(run.ExitCode == 0, run.Output));
        Assert.All(runs, run => Assert.Matches("Ran [1-9][0-9]* test", run.Output));
    }
}
