using System.Security.Cryptography;
using System.Text;
using GptPrompting.Graphs;
using GptPrompting.Graphs.Format;
using GptPrompting.Models;

namespace GptPrompting;

/// <summary>
/// One file of a <see cref="RewriteCache"/>, or a <see cref="PreparedGraph"/>: weights that were computed, the graph,
/// what is known of both, and at the end a hash of it all.
/// </summary>
internal static class KeptRewrite
{
    private const string Mark = "GptPrompting rewrite 2";

    private const int HashLength = 32;

    // Where the graph begins, and the hash.
    private const int EndLength = sizeof(long) + HashLength;

    /// <summary>Where a weight lies, seen from its graph.</summary>
    public static string Relative(FileTensorData file, string graph) =>
        Path.GetRelativePath(Path.GetDirectoryName(graph)!, file.Path).Replace('\\', '/');

    /// <param name="path">The file.</param>
    /// <param name="key">What it must be made for.</param>
    /// <param name="graph">The file of the graph that it must be made of.</param>
    /// <param name="hasReads">Whether it may name weights that it was made from, which are read to compare.</param>
    /// <returns>Null where there is no such file, or it is damaged, or was made of other weights.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static RewrittenFile? TryLoad(string path, RewriteKey key, string graph, bool hasReads = true)
    {
        // A pipe has no length; opening it would wait until somebody writes into it.
        if (!File.Exists(path) || new FileInfo(OnnxGraph.Real(path)).Length < EndLength)
        {
            return null;
        }

        using FileStream stream = Open(path, FileMode.Open, FileAccess.Read);
        if (!IsWhole(stream))
        {
            return null;
        }

        using var reader = new BinaryReader(stream, Encoding.UTF8);
        stream.Position = stream.Length - EndLength;
        stream.Position = reader.ReadInt64();
        int length = reader.ReadInt32();
        if (length > stream.Length)
        {
            return null;
        }

        byte[] graphBytes = reader.ReadBytes(length);
        return reader.ReadString() == Mark && IsFor(reader, key) && HasReadTheSame(reader, graph, hasReads)
            ? new RewrittenFile(
                graphBytes, reader.ReadBoolean() ? Path.GetDirectoryName(path)! : OnnxGraph.RealFolderOf(graph))
            {
                IsPacked = reader.ReadBoolean(),
                Tables = KeptTables.Read(reader, path),
            }
            : null;
    }

    /// <param name="temporary">The file to write.</param>
    /// <param name="path">What it will be called.</param>
    /// <param name="key">What it is made for.</param>
    /// <param name="graph">What it is to hold.</param>
    /// <param name="reads">The weights that it was made from.</param>
    public static RewrittenFile Write(
        string temporary, string path, RewriteKey key, RewrittenGraph graph, IReadOnlyCollection<FileTensorData> reads)
    {
        using FileStream stream = Open(temporary, FileMode.CreateNew, FileAccess.ReadWrite);
        (byte[] graphBytes, IReadOnlyList<PickedTable> tables) = graph.HasComputedWeights
            ? graph.WriteWeights(stream, path)
            : (graph.ToBytes(), graph.Tables);
        IReadOnlyList<RowTable> rowTables = KeptTables.Of(tables);
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        long start = stream.Position;
        writer.Write(graphBytes.Length);
        writer.Write(graphBytes);
        writer.Write(Mark);
        key.WriteTo(writer);
        WriteReads(writer, reads, graph.Source.Path);
        writer.Write(graph.HasComputedWeights);
        writer.Write(graph.IsPacked);
        KeptTables.Write(writer, rowTables, path);
        writer.Write(start);
        writer.Flush();
        writer.Write(HashOf(stream, stream.Length));
        writer.Flush();
        stream.Flush(flushToDisk: true);
        return new RewrittenFile(
            graphBytes, graph.HasComputedWeights ? Path.GetDirectoryName(path)! : graph.WeightFolder)
        {
            IsPacked = graph.IsPacked,
            Tables = rowTables,
        };
    }

    private static FileStream Open(string path, FileMode mode, FileAccess access) =>
        new(path, mode, access, FileShare.Read | FileShare.Delete, bufferSize: 1 << 20);

    private static bool IsWhole(FileStream stream)
    {
        byte[] hash = HashOf(stream, stream.Length - HashLength);
        byte[] expected = new byte[HashLength];
        stream.Position = stream.Length - HashLength;
        stream.ReadExactly(expected);
        return hash.AsSpan().SequenceEqual(expected);
    }

    private static bool IsFor(BinaryReader reader, RewriteKey key) =>
        reader.ReadBytes(key.Content.Length).AsSpan().SequenceEqual(key.Content)
        && reader.ReadBytes(key.Purpose.Length).AsSpan().SequenceEqual(key.Purpose);

    private static void WriteReads(BinaryWriter writer, IReadOnlyCollection<FileTensorData> reads, string graph)
    {
        FileTensorData[] sorted =
            [.. reads.OrderBy(read => read.Path, StringComparer.Ordinal).ThenBy(read => read.Offset)];
        writer.Write(sorted.Length);
        foreach (FileTensorData read in sorted)
        {
            writer.Write(Relative(read, graph));
            writer.Write(read.Offset);
            writer.Write(read.ByteLength);
        }

        writer.Write(HashOf(sorted));
    }

    private static bool HasReadTheSame(BinaryReader reader, string graph, bool hasReads)
    {
        string folder = Path.GetDirectoryName(graph)!;
        int count = reader.ReadInt32();
        if (count > 0 && !hasReads)
        {
            return false;
        }

        FileTensorData[] reads = [.. Enumerable.Range(0, count).Select(_ => new FileTensorData(
            Path.GetFullPath(Path.Combine(folder, reader.ReadString())), reader.ReadInt64(), reader.ReadInt64()))];
        return HashOf(reads).AsSpan().SequenceEqual(reader.ReadBytes(HashLength));
    }

    private static byte[] HashOf(FileTensorData[] reads)
    {
        using var hash = SHA256.Create();
        using var stream = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write);
        Array.ForEach(reads, read => read.CopyTo(stream));
        stream.FlushFinalBlock();
        return hash.Hash!;
    }

    private static byte[] HashOf(FileStream stream, long length)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[1 << 20];
        stream.Position = 0;
        for (long left = length; left > 0;)
        {
            int count = stream.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            hash.AppendData(buffer, 0, count);
            left -= count > 0 ? count : throw new EndOfStreamException($"{stream.Name} became shorter meanwhile.");
        }

        return hash.GetHashAndReset();
    }
}
