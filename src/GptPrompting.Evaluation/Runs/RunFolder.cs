using System.Text;
using System.Text.Json;
using GptPrompting.Evaluation.Results;
using GptPrompting.Prompts;

namespace GptPrompting.Evaluation.Runs;

/// <summary>
/// A run on disk: <c>run.json</c> (what it is), <c>samples.jsonl</c> (a result a line, in order), <c>batches.jsonl</c>
/// (what is complete). A batch counts once its line in <c>batches.jsonl</c> is whole, which is written last; whatever
/// else an interruption left is cut off at the next start.
/// </summary>
internal sealed class RunFolder : IRunLog
{
    private readonly string _folder;
    private readonly FileStream _samples;
    private readonly FileStream _batches;
    private readonly List<BatchRecord> _records;

    // 0, and the place behind each line of samples.jsonl.
    private readonly List<long> _ends;

    private RunFolder(string folder, FileStream samples, FileStream batches)
    {
        _folder = folder;
        _samples = samples;
        _batches = batches;
        (_records, _ends) = TakeUp(samples, batches);
    }

    public IReadOnlyList<BatchRecord> Batches => _records;

    public IReadOnlyList<SampleResult> Results =>
        new SampleFile(Path.Combine(_folder, "samples.jsonl"), [.. _ends]);

    /// <summary>Opens the folder of a run, or begins it.</summary>
    /// <exception cref="ArgumentException">The folder holds another run; the message says what differs.</exception>
    /// <exception cref="IOException">The folder cannot be written, or another process has this run open.</exception>
    public static RunFolder Open(string folder, RunKey key)
    {
        Directory.CreateDirectory(folder);
        Check(folder, key);
        FileStream batches = OpenFile(folder, "batches.jsonl", FileShare.None);
        FileStream? samples = null;
        try
        {
            // Again, now that nobody else writes here: another process may have begun its run meanwhile.
            Check(folder, key);
            string description = Path.Combine(folder, "run.json");
            if (!File.Exists(description))
            {
                WholeFile.Write(description, key.Text + "\n");
            }

            samples = OpenFile(folder, "samples.jsonl", FileShare.Read);
            return new RunFolder(folder, samples, batches);
        }
        catch
        {
            samples?.Dispose();
            batches.Dispose();
            throw;
        }
    }

    public void Add(IReadOnlyList<SampleResult> results, BatchRecord batch)
    {
        long samplesLength = _samples.Length;
        long batchesLength = _batches.Length;
        try
        {
            byte[][] lines = [.. results.Select(result => Line(SampleLines.Write(result)))];
            Append(_samples, lines);
            Append(_batches, [Line(JsonSerializer.Serialize(batch, ResultJson.Line))]);
            _records.Add(batch);
            Array.ForEach(lines, line => _ends.Add(_ends[^1] + line.Length));
        }
        catch (IOException)
        {
            // A full disk: the batch is computed again at the next start.
            _batches.SetLength(batchesLength);
            _samples.SetLength(samplesLength);
            throw;
        }
    }

    public void Dispose()
    {
        _samples.Dispose();
        _batches.Dispose();
    }

    private static void Check(string folder, RunKey key)
    {
        string path = Path.Combine(folder, "run.json");
        if (File.Exists(path))
        {
            Check(folder, key, path);
        }
        else if (File.Exists(Path.Combine(folder, "samples.jsonl")))
        {
            throw new ArgumentException(
                $"The folder '{folder}' has results but no run.json, so nobody knows of what; take another folder.",
                nameof(folder));
        }
    }

    private static void Check(string folder, RunKey key, string path)
    {
        RunKey other;
        try
        {
            other = RunKey.Parse(TextFile.Read(path));
        }
        catch (JsonException e)
        {
            throw new PromptFormatException(path, "this is no description of a run; take another folder", e);
        }

        IReadOnlyList<string> differences = key.Differences(other);
        if (differences.Count > 0)
        {
            throw new ArgumentException(
                $"The folder '{folder}' holds another run: it differs in {string.Join(", ", differences)}. "
                + "Take another folder, or delete this one.", nameof(folder));
        }
    }

    // On Unix only FileShare.None keeps another writer out: that file is the run's lock.
    private static FileStream OpenFile(string folder, string name, FileShare share) =>
        new(Path.Combine(folder, name), FileMode.OpenOrCreate, FileAccess.ReadWrite, share);

    private static byte[] Line(string text) => Encoding.UTF8.GetBytes(text + "\n");

    private static void Append(FileStream stream, byte[][] lines)
    {
        stream.Seek(0, SeekOrigin.End);
        Array.ForEach(lines, line => stream.Write(line));
        stream.Flush(flushToDisk: true);
    }

    /// <summary>
    /// Keeps the batches that are whole and whose results the disk has kept, and cuts off the rest of both files.
    /// </summary>
    private static (List<BatchRecord> Batches, List<long> SampleEnds) TakeUp(FileStream samples, FileStream batches)
    {
        List<long> sampleEnds = LineEnds(samples);
        List<long> batchEnds = LineEnds(batches);
        var records = new List<BatchRecord>();
        while (records.Count + 1 < batchEnds.Count
            && TryParse(Read(batches, batchEnds[records.Count], batchEnds[records.Count + 1])) is { } record
            && record.Results < sampleEnds.Count)
        {
            records.Add(record);
        }

        int kept = records.Count == 0 ? 0 : records[^1].Results;
        batches.SetLength(batchEnds[records.Count]);
        samples.SetLength(sampleEnds[kept]);
        return (records, sampleEnds[..(kept + 1)]);
    }

    private static BatchRecord? TryParse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize<BatchRecord>(line, ResultJson.Line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[] Read(FileStream stream, long start, long end)
    {
        byte[] bytes = new byte[end - start];
        stream.Seek(start, SeekOrigin.Begin);
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <returns>0, and the place behind each line that has its end.</returns>
    private static List<long> LineEnds(FileStream stream)
    {
        var ends = new List<long> { 0 };
        byte[] buffer = new byte[1 << 16];
        stream.Seek(0, SeekOrigin.Begin);
        long start = 0;
        for (int read; (read = stream.Read(buffer)) > 0; start += read)
        {
            for (int at = 0, next; (next = buffer.AsSpan(at, read - at).IndexOf((byte)'\n')) >= 0;)
            {
                at += next + 1;
                ends.Add(start + at);
            }
        }

        return ends;
    }
}
