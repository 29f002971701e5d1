namespace Training.Tests;

/// <summary>Runs the tests of training/, which are Python's, where there is what they need.</summary>
public sealed class PythonTests
{
    [SkippableFact]
    public async Task Training_WithPyTorchInstalled_PassesItsTests()
    {
        string? python = await Python.FindAsync();
        Skip.If(python is null, Python.Missing);

        (int exitCode, string output) = await Python.RunAsync(
            python, "-m", "unittest", "discover", "-s", "training/tests", "-t", ".");

        Assert.True(exitCode == 0, output);
    }
}
