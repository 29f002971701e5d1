using System.Diagnostics;
using System.Text.Json;
using GptPrompting.Benchmarks.Systems;

namespace GptPrompting.Benchmarks.Measuring;

/// <summary>
/// One system in a process of its own, asked line by line: so that rounds can go from system to system, and so that
/// peak memory is that of one system alone.
/// </summary>
internal sealed class SystemProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly StringWriter _messages = new();
    private readonly long _started = Stopwatch.GetTimestamp();

    private SystemProcess(Process process)
    {
        _process = process;
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.BeginErrorReadLine();
    }

    /// <summary>How long it took to open the model.</summary>
    public Duration Loading { get; private set; } = new(0, 0);

    /// <summary>Seconds since the process was started.</summary>
    public double Age => Stopwatch.GetElapsedTime(_started).TotalSeconds;

    /// <summary>The most bytes that were in memory at once, files mapped into memory included.</summary>
    public long PeakMemory
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64;
        }
    }

    /// <exception cref="MeasurementException">It does not start, or cannot open its model.</exception>
    public static async Task<SystemProcess> StartAsync(MeasuredSystem system, int threads)
    {
        SystemProcess? started = null;
        try
        {
            started = new SystemProcess(Process.Start(system.StartInfo(threads))!);
            started.Loading = (await started.ReadAsync()).Whole!;
            return started;
        }
        catch (Exception e) when (e is MeasurementException or System.ComponentModel.Win32Exception)
        {
            if (started is not null)
            {
                await started.DisposeAsync();
            }

            throw new MeasurementException($"{system.Name}: {e.Message}");
        }
    }

    /// <exception cref="MeasurementException">The system could not do it.</exception>
    public async Task<Reply> AskAsync(Request request)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request));
        await _process.StandardInput.FlushAsync();
        return await ReadAsync();
    }

    public async Task<GeneratedTokens> GenerateAsync(int[] promptIds, int count)
    {
        Reply reply = await AskAsync(new Request(Verb.Generate) { Prompts = [promptIds], Count = count });
        GeneratedTokens tokens = reply.Generated!;
        return tokens.Ids.Length == count
            ? tokens
            : throw new MeasurementException($"gave {tokens.Ids.Length} tokens and not {count}");
    }

    /// <returns>How long the whole call took.</returns>
    public async Task<Duration> GenerateBatchAsync(int[][] prompts, int count) =>
        (await AskAsync(new Request(Verb.GenerateBatch) { Prompts = prompts, Count = count })).Whole!;

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        await _messages.DisposeAsync();
    }

    private async Task<Reply> ReadAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while (await _process.StandardOutput.ReadLineAsync(patience.Token) is string line)
            {
                if (line.StartsWith(Reply.Mark, StringComparison.Ordinal))
                {
                    Reply reply = JsonSerializer.Deserialize<Reply>(line[Reply.Mark.Length..])!;
                    return reply.Error is null ? reply : throw new MeasurementException(reply.Error);
                }

                Note(line);
            }
        }
        catch (OperationCanceledException)
        {
            throw new MeasurementException($"no answer within {Patience.TotalMinutes} minutes");
        }

        throw new MeasurementException($"the process ended: {LastMessages()}");
    }

    private void Note(string? line)
    {
        lock (_messages)
        {
            _messages.WriteLine(line);
        }
    }

    private string LastMessages()
    {
        lock (_messages)
        {
            string[] lines = _messages.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return string.Join(" | ", lines[^Math.Min(3, lines.Length)..]);
        }
    }
}
