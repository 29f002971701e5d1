using System.Text.Json;

namespace Training.Tests;

/// <summary>A folder that training/tests/reference.py wrote: a small random model and PyTorch's logits.</summary>
public sealed class ExportedFolder : IAsyncLifetime
{
    private readonly string _path = Directory.CreateTempSubdirectory("training-").FullName;
    private bool _isWritten;

    public async Task InitializeAsync()
    {
        if (await Python.FindAsync() is not string python)
        {
            return;
        }

        (int exitCode, string output) = await Python.RunAsync(python, "-m", "training.tests.reference", _path);
        Assert.True(exitCode == 0, output);
        _isWritten = true;
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_path, recursive: true);
        return Task.CompletedTask;
    }

    internal OnnxGraph Open(string graph)
    {
        Skip.IfNot(_isWritten, Python.Missing);
        return new OnnxGraph(Path.Combine(_path, graph));
    }

    internal IReadOnlyList<ReferenceCase> Cases(string weights) => JsonSerializer.Deserialize<ReferenceCase[]>(
        File.ReadAllText(Path.Combine(_path, $"{weights}.json")), JsonSerializerOptions.Web)!;
}
