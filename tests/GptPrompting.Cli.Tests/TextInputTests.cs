using GptPrompting.Tests;

namespace GptPrompting.Cli.Tests;

public sealed class TextInputTests : IDisposable
{
    // Much longer than it takes, and only waited for where it is never done.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("gptprompting-").FullName;
    private readonly CancellationTokenSource _cancellation = new();

    public void Dispose()
    {
        _cancellation.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task ReadAsync_CancelledWhileStandardInputIsSilent_EndsAtOnce()
    {
        using var silent = new SilentStream();
        var input = new TextInput(() => silent);
        Task<string> reading = await ReturnedAsync(() => input.ReadAsync("-", _cancellation.Token));
        silent.WaitUntilRead();

        await _cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(Patience));
        silent.End();
    }

    [SkippableFact]
    public async Task ReadFileAsync_CancelledWhileNobodyWritesIntoThePipe_EndsAtOnce()
    {
        Skip.If(OperatingSystem.IsWindows(), "Pipes are no files there.");
        string pipe = Path.Combine(_folder, "pipe");
        NamedPipe.Create(pipe);
        var input = new TextInput(() => Stream.Null);
        Task<string> reading = await ReturnedAsync(() => input.ReadFileAsync(pipe, _cancellation.Token));

        await _cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(Patience));
    }

    [SkippableFact]
    public async Task ReadFileAsync_Pipe_ReadsToItsEnd()
    {
        Skip.If(OperatingSystem.IsWindows(), "Pipes are no files there.");
        string pipe = Path.Combine(_folder, "pipe");
        NamedPipe.Create(pipe);
        var input = new TextInput(() => Stream.Null);
        Task<string> reading = await ReturnedAsync(() => input.ReadFileAsync(pipe, CancellationToken.None));

        await File.AppendAllTextAsync(pipe, "dänk");

        Assert.Equal("dänk", await reading.WaitAsync(Patience));
    }

    // A call that blocks does not even return its task.
    private static Task<Task<string>> ReturnedAsync(Func<Task<string>> call) => Task.Factory.StartNew(
        call, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(Patience);

    /// <summary>Waits in a read, as a console does, until it is told to end.</summary>
    private sealed class SilentStream : MemoryStream
    {
        private readonly ManualResetEventSlim _isRead = new();
        private readonly ManualResetEventSlim _isEnded = new();

        public void WaitUntilRead() => _isRead.Wait();

        public void End() => _isEnded.Set();

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            _isRead.Set();
            _isEnded.Wait(CancellationToken.None);
            return Task.CompletedTask;
        }
    }
}
