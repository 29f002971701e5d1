using System.Collections.Concurrent;
using GptPrompting.Tests;

namespace Training.Tests;

/// <summary>Runs the tests of training/, which are Python's, where there is what they need.</summary>
public sealed class PythonTests
{
    // Each file is a process of its own: alone, it leaves a core idle most of the time.
    private static readonly int AtOnce = Math.Min(Environment.ProcessorCount, 4);

    [SkippableFact]
    public async Task Training_WithPyTorchInstalled_PassesItsTests()
    {
        string? python = await Python.FindAsync();
        Skip.If(python is null, Python.Missing);
        string[] modules = [.. Directory.GetFiles(Path.Combine(Repository.Root, "training", "tests"), "test_*.py")
            .OrderByDescending(file => new FileInfo(file).Length)
            .Select(file => $"training.tests.{Path.GetFileNameWithoutExtension(file)}")];
        var outputs = new ConcurrentDictionary<string, string>();
        var failed = new ConcurrentBag<string>();

        await Parallel.ForEachAsync(
            modules, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (module, _) =>
            {
                (int exitCode, outputs[module]) = await Python.RunAsync(python, "-m", "unittest", module);
                if (exitCode != 0)
                {
                    failed.Add(module);
                }
            });

        Assert.True(failed.IsEmpty, string.Join('\n', failed.Select(module => outputs[module])));
        Assert.All(outputs, output => Assert.Matches("Ran [1-9][0-9]* test", output.Value));
    }
}
