using System.Diagnostics;
using GptPrompting.Benchmarks.Measuring;

namespace GptPrompting.Benchmarks.Stress;

/// <summary>
/// Calls of all kinds from many threads, a tenth of them cancelled, the model disposed under them and loaded anew; and
/// what the process holds meanwhile.
/// </summary>
internal sealed class StressRun(StressOptions options)
{
    // The first models warm up the heap and the pools; what the rest adds is a leak.
    private const double Allowed = 1.25;

    private readonly Lock _lock = new();
    private readonly List<(long Memory, int Handles)> _samples = [];
    private LanguageModel _model = LanguageModel.Load(TinyGpt.Folder, options.Model);
    private int _started;
    private int _cancelled;
    private int _disposed;
    private int _failed;

    /// <returns>The exit code: 0 where every call ended as it should and memory and handles stayed flat.</returns>
    public int Run()
    {
        var clock = Stopwatch.StartNew();
        Thread[] threads = [.. Enumerable.Range(0, options.Threads).Select(_ => new Thread(Work))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        _model.Dispose();
        Sample();
        Console.WriteLine($"{options.Calls} calls in {clock.Elapsed.TotalSeconds:f0} s: {_cancelled} cancelled, "
            + $"{_disposed} ended by disposal, {_failed} failed");
        return _failed == 0 && IsFlat() ? 0 : 1;
    }

    private void Work()
    {
        for (int number = Interlocked.Increment(ref _started);
            number <= options.Calls;
            number = Interlocked.Increment(ref _started))
        {
            if (number % options.CallsPerModel == 0)
            {
                Replace(number);
            }

            Call(Volatile.Read(ref _model), number);
        }
    }

    private void Replace(int number)
    {
        LanguageModel next = LanguageModel.Load(TinyGpt.Folder, options.Model);
        Interlocked.Exchange(ref _model, next).Dispose();
        Console.Write($"{number,6} calls: ");
        Sample();
    }

    private void Call(LanguageModel model, int number)
    {
        using var cancellation = new CancellationTokenSource();
        if (number % 10 == 0)
        {
            cancellation.CancelAfter(number / 10 % 30);
        }

        try
        {
            StressCall.Make(model, number, cancellation.Token);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Interlocked.Increment(ref _cancelled);
        }
        catch (ObjectDisposedException)
        {
            Interlocked.Increment(ref _disposed);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Interlocked.Increment(ref _failed);
            Console.WriteLine($"call {number}: {e}");
        }
    }

    private void Sample()
    {
        // Finalizers free what was abandoned: that counts as held until then.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var process = Process.GetCurrentProcess();
        int handles = Directory.Exists("/proc/self/fd")
            ? Directory.GetFileSystemEntries("/proc/self/fd").Length
            : process.HandleCount;
        lock (_lock)
        {
            _samples.Add((process.WorkingSet64, handles));
        }

        Console.WriteLine($"{process.WorkingSet64 >> 20,5} MB resident, {GC.GetTotalMemory(false) >> 20,4} MB managed, "
            + $"{handles,4} handles, {process.Threads.Count,3} threads");
    }

    private bool IsFlat()
    {
        int third = Math.Max(1, _samples.Count / 3);
        double early = Median.Of([.. _samples.Skip(1).Take(third).Select(sample => (double)sample.Memory)]);
        double late = Median.Of([.. _samples.TakeLast(third).Select(sample => (double)sample.Memory)]);
        int handles = _samples[^1].Handles - _samples[0].Handles;
        Console.WriteLine(
            $"memory: {late / early:f2} of what it was early (at most {Allowed}); {handles} handles more");
        return late <= Allowed * early && handles <= 2;
    }
}
