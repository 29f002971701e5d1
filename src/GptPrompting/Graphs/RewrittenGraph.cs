using GptPrompting.Graphs.Format;

namespace GptPrompting.Graphs;

/// <summary>A graph after its rewrites, which can be written to a file or handed over in memory.</summary>
internal sealed class RewrittenGraph
{
    // What protobuf readers take.
    private const long MostBytes = int.MaxValue - (1 << 20);

    // Pages, so that the weights can be mapped into memory.
    private const int Alignment = 4096;

    private readonly GraphDraft _draft;

    public RewrittenGraph(GraphDraft draft, IReadOnlyList<RewriteStep> steps) => (_draft, Steps) = (draft, steps);

    /// <summary>All rewrites that were asked for, applied or not.</summary>
    public IReadOnlyList<RewriteStep> Steps { get; }

    /// <summary>Whether anything was changed.</summary>
    public bool IsChanged => Steps.Any(step => step.IsApplied);

    /// <summary>Whether it has the form <see cref="AttentionForm.Packed"/>.</summary>
    public bool IsPacked { get; init; }

    /// <summary>Tables that are no longer in the graph, which is given rows of them.</summary>
    public IReadOnlyList<PickedTable> Tables { get; init; } = [];

    /// <summary>Bytes of all weights.</summary>
    public long WeightBytes => Weights.Sum(weight => weight.ByteLength);

    /// <summary>Where <see cref="ToBytes"/> has its weights: the original's real folder.</summary>
    public string WeightFolder => _draft.Source.RealFolder;

    /// <summary>What was rewritten.</summary>
    public OnnxGraph Source => _draft.Source;

    /// <summary>Whether weights were made that lie in no file.</summary>
    public bool HasComputedWeights =>
        Weights.Any(weight => weight.Data is ComputedTensorData);

    private IEnumerable<OnnxTensor> Weights => _draft.Constants.Values.Union(Tables.Select(table => table.Table));

    /// <summary>
    /// The graph as it is written to a file, but for weights that lie in the original's files: of those it has the
    /// places, relative to <see cref="WeightFolder"/>.
    /// </summary>
    /// <exception cref="ArgumentException">It has more bytes than a graph in memory can have.</exception>
    public byte[] ToBytes() => Serialize(tensor => tensor.Data is FileTensorData file
        ? OnnxWriter.StoredTensor.Beside(
            tensor, Path.GetRelativePath(WeightFolder, OnnxGraph.Real(file.Path)), file.Offset)
        : OnnxWriter.StoredTensor.Inside(tensor));

    /// <summary>Writes all weights into a file, and gives the graph that names their places there.</summary>
    /// <param name="target">The file, from its beginning on.</param>
    /// <param name="path">What it will be called; its folder is where weights are looked for.</param>
    /// <returns>The graph, and its tables, which lie in the file too.</returns>
    public (byte[] Graph, IReadOnlyList<PickedTable> Tables) WriteWeights(Stream target, string path)
    {
        Dictionary<string, long> places = WriteWeights(target);
        byte[] graph = Serialize(tensor => places.TryGetValue(tensor.Name, out long place)
            ? OnnxWriter.StoredTensor.Beside(tensor, Path.GetFileName(path), place)
            : OnnxWriter.StoredTensor.Inside(tensor));
        return (graph, [.. Tables.Select(Written)]);

        PickedTable Written(PickedTable table) => places.TryGetValue(table.Table.Name, out long place)
            ? table with { Table = table.Table with { Data = new FileTensorData(path, place, table.Table.ByteLength) } }
            : table;
    }

    /// <summary>
    /// Writes one file, or beyond 2 GiB a second one beside it with the weights, first under temporary names.
    /// </summary>
    /// <exception cref="IOException">A file of that name exists, or cannot be written.</exception>
    public void WriteTo(string path)
    {
        string temporary = path + ".part";
        string dataPath = path + ".data";
        bool isSplit = OnnxWriter.Length(_draft.Model, _draft.Nodes,
            [.. _draft.Constants.Values.Select(OnnxWriter.StoredTensor.Inside)]) > MostBytes;
        try
        {
            Dictionary<string, long> places = [];
            if (isSplit)
            {
                using FileStream weights = File.Create(dataPath + ".part");
                places = WriteWeights(weights);
            }

            using (FileStream target = File.Create(temporary))
            {
                Write(target, tensor => places.TryGetValue(tensor.Name, out long place)
                    ? OnnxWriter.StoredTensor.Beside(tensor, Path.GetFileName(dataPath), place)
                    : OnnxWriter.StoredTensor.Inside(tensor));
            }

            if (isSplit)
            {
                File.Move(dataPath + ".part", dataPath);
            }

            File.Move(temporary, path);
        }
        finally
        {
            File.Delete(temporary);
            File.Delete(dataPath + ".part");
        }
    }

    private void Write(Stream target, Func<OnnxTensor, OnnxWriter.StoredTensor> store) =>
        OnnxWriter.Write(_draft.Model, _draft.Nodes, [.. _draft.Constants.Values.Select(store)], target);

    private byte[] Serialize(Func<OnnxTensor, OnnxWriter.StoredTensor> store)
    {
        OnnxWriter.StoredTensor[] constants = [.. _draft.Constants.Values.Select(store)];
        long length = OnnxWriter.Length(_draft.Model, _draft.Nodes, constants);
        if (length > MostBytes)
        {
            throw new ArgumentException($"The weights of {Source.Path} would take {length / 1_000_000:N0} MB in the "
                + $"form that was asked for; a graph in memory has at most {MostBytes / 1_000_000:N0}. Keep them on "
                + "disk, with a cache of rewritten graphs or in an optimised folder.");
        }

        byte[] bytes = new byte[length];
        OnnxWriter.Write(_draft.Model, _draft.Nodes, constants, new MemoryStream(bytes));
        return bytes;
    }

    private Dictionary<string, long> WriteWeights(Stream target)
    {
        var places = new Dictionary<string, long>();
        foreach (OnnxTensor tensor in Weights)
        {
            if (tensor.ByteLength <= OnnxLimits.InlineBytes)
            {
                continue;
            }

            target.SetLength((target.Length + Alignment - 1) / Alignment * Alignment);
            target.Position = target.Length;
            places[tensor.Name] = target.Position;
            tensor.Data!.CopyTo(target);
        }

        return places;
    }
}
