using GptPrompting.Graphs;
using GptPrompting.Graphs.Format;
using GptPrompting.Models;

namespace GptPrompting;

/// <summary>
/// Keeps on disk what opening made of graphs, so that the next opening loads it. Any number of processes may use one
/// folder at once.
/// </summary>
internal sealed class RewriteCache(string folder)
{
    // Longer than any rewriting takes: what is older was left by a process that ended in the middle of it.
    private static readonly TimeSpan LongestWriting = TimeSpan.FromDays(1);

    /// <returns>What is kept of an earlier opening, or what is made and kept now; null where nothing changes.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="ArgumentException">The graph's weights cannot be stored as the options ask.</exception>
    public RewrittenFile? GetOrAdd(OnnxGraph graph, GraphOpening opening)
    {
        var key = RewriteKey.Of(graph, opening, folder);
        string path = Path.Combine(folder, key.FileName);
        if (TryLoad(path, key, graph.Path) is { } kept)
        {
            return kept;
        }

        var reads = new HashSet<FileTensorData>();
        RewrittenGraph rewritten = opening.Open(graph.Noting(reads));
        try
        {
            return rewritten.IsChanged ? Add(path, key, rewritten, reads) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"What opening made of {graph.Path} cannot be kept in the folder {folder} ({e.Message.TrimEnd('.')}). "
                + "Give another folder for the cache, or open the model without one.", e);
        }
    }

    private static RewrittenFile? TryLoad(string path, RewriteKey key, string graph)
    {
        try
        {
            return KeptRewrite.TryLoad(path, key, graph);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What cannot be read is made again.
            return null;
        }
    }

    private RewrittenFile Add(
        string path, RewriteKey key, RewrittenGraph rewritten, IReadOnlyCollection<FileTensorData> reads)
    {
        Directory.CreateDirectory(folder);
        string temporary = $"{path}.{Path.GetRandomFileName()}.part";
        try
        {
            RewrittenFile file = KeptRewrite.Write(temporary, path, key, rewritten, reads);
            Move(temporary, path);
            RemoveOthers(key);
            return file;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static void Move(string temporary, string path)
    {
        try
        {
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && File.Exists(path))
        {
            // On Windows nothing replaces a file that is in use: another process was faster and made the same.
        }
    }

    /// <summary>Removes what was made of the graph when it, or this library, was another one.</summary>
    private void RemoveOthers(RewriteKey key)
    {
        DateTime oldest = TimeProvider.System.GetUtcNow().UtcDateTime - LongestWriting;
        foreach (string file in Directory.EnumerateFiles(folder, key.GraphName + ".*"))
        {
            string name = Path.GetFileName(file);
            bool isUnfinished = name.EndsWith(".part", StringComparison.Ordinal);
            if (isUnfinished ? File.GetLastWriteTimeUtc(file) < oldest : key.IsOutdated(name))
            {
                TryDelete(file);
            }
        }
    }

    private static void TryDelete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another process still has it open; the next one that comes by removes it.
        }
    }
}
