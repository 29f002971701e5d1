using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using GptPrompting.Graphs;
using GptPrompting.Graphs.Format;

namespace GptPrompting;

/// <summary>
/// All that the result of rewriting depends on, but for the weights that rewriting looks at: of these, what was looked
/// at is noted beside the result.
/// </summary>
/// <param name="GraphName">Tells the graphs of one cache folder apart, whatever they contain.</param>
/// <param name="Content">Hash of the graph's structure and of this library's version.</param>
/// <param name="Purpose">Hash of what opening makes of it.</param>
internal sealed record RewriteKey(string GraphName, byte[] Content, byte[] Purpose)
{
    private const string Extension = ".rewritten";

    // Enough to tell files of one folder apart; the whole hashes are in the file.
    private const int ShortLength = 16;

    public string FileName => $"{GraphName}.{Short(Content)}.{Short(Purpose)}{Extension}";

    public static RewriteKey Of(OnnxGraph graph, GraphOpening opening, string folder)
    {
        // Relative, so that a folder with its cache can be moved.
        string place = Path.GetRelativePath(folder, graph.Path).Replace('\\', '/');
        string graphName = Path.GetFileNameWithoutExtension(graph.Path);
        string hash = Short(SHA256.HashData(Encoding.UTF8.GetBytes(place)));
        return new RewriteKey($"{graphName}-{hash}", Hash(writer => WriteContent(writer, graph)),
            Hash(writer => WritePurpose(writer, graph, opening)));
    }

    /// <summary>
    /// That of a <see cref="PreparedGraph"/>: it goes with the model's files, to libraries of other versions, and its
    /// graph is not looked into.
    /// </summary>
    /// <param name="path">The graph's file, which has all of its weights.</param>
    /// <param name="contextLength">The most tokens of a sequence.</param>
    /// <param name="names">What the graph calls its inputs.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static RewriteKey OfFile(string path, int? contextLength, DecoderNames names)
    {
        string file = OnnxGraph.Real(path);
        using FileStream stream = File.OpenRead(file);
        // The rewritten graph names the file by which its weights are found.
        byte[] content = [.. Hash(writer => writer.Write(Path.GetFileName(file))), .. SHA256.HashData(stream)];
        return new RewriteKey(Path.GetFileNameWithoutExtension(path), content, Hash(writer =>
        {
            writer.Write(GraphRewriter.Revision);
            Write(writer, contextLength, names);
        }));
    }

    /// <summary>Whether a file of this graph was made of another content, or by another version.</summary>
    public bool IsOutdated(string fileName) => fileName.EndsWith(Extension, StringComparison.Ordinal)
        && fileName.StartsWith(GraphName + ".", StringComparison.Ordinal)
        && !fileName.StartsWith($"{GraphName}.{Short(Content)}.", StringComparison.Ordinal);

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write(Content);
        writer.Write(Purpose);
    }

    private static void WriteContent(BinaryWriter writer, OnnxGraph graph)
    {
        writer.Write(typeof(RewriteKey).Module.ModuleVersionId.ToByteArray());
        Write(writer, graph.Model.ToByteArray());
        foreach (OnnxTensor tensor in graph.Initializers.Values)
        {
            writer.Write(tensor.Name);
            writer.Write((int)tensor.Type);
            Write(writer, [.. tensor.Dimensions.SelectMany(BitConverter.GetBytes)]);
            if (tensor.Data is FileTensorData file)
            {
                writer.Write(KeptRewrite.Relative(file, graph.Path));
                writer.Write(file.Offset);
                writer.Write(file.ByteLength);
            }
            else
            {
                Write(writer, tensor.Data?.ToArray() ?? tensor.Header!.ToByteArray());
            }
        }
    }

    private static void WritePurpose(BinaryWriter writer, OnnxGraph graph, GraphOpening opening)
    {
        writer.Write(opening.IsRewritten(graph));
        writer.Write(opening.CanPack);
        writer.Write((int)opening.Options.Weights);
        Write(writer, opening.ContextLength, opening.Names);
    }

    private static void Write(BinaryWriter writer, int? contextLength, DecoderNames names)
    {
        writer.Write(contextLength ?? 0);
        string[] all = [names.TokenIds, names.Mask, names.Positions, names.Logits, .. names.RowCounts];
        Array.ForEach(all, writer.Write);
    }

    private static void Write(BinaryWriter writer, byte[] bytes)
    {
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    private static byte[] Hash(Action<BinaryWriter> write)
    {
        using var hash = SHA256.Create();
        using var stream = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write);
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
        {
            write(writer);
        }

        stream.FlushFinalBlock();
        return hash.Hash!;
    }

    private static string Short(byte[] hash) => Convert.ToHexStringLower(hash)[..ShortLength];
}
