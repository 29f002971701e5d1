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

    /// <summary>Bytes of all weights.</summary>
    public long WeightBytes => _draft.Constants.Values.Sum(constant => constant.ByteLength);

    /// <summary>Where <see cref="ToBytes"/> has its weights: the original's real folder.</summary>
    public string WeightFolder => Path.GetDirectoryName(Real(_draft.Source.Path))!;

    /// <summary>
    /// The graph as it is written to a file, but for weights that lie in the original's files: of those it has the
    /// places, relative to <see cref="WeightFolder"/>.
    /// </summary>
    public byte[] ToBytes()
    {
        var target = new MemoryStream();
        Write(target, tensor => tensor.Data is FileTensorData file
            ? OnnxWriter.StoredTensor.Beside(tensor, Path.GetRelativePath(WeightFolder, Real(file.Path)), file.Offset)
            : OnnxWriter.StoredTensor.Inside(tensor));
        return target.ToArray();
    }

    // Downloads are often links into a folder that several models share.
    private static string Real(string path) =>
        File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;

    /// <summary>
    /// Writes one file, or beyond 2 GiB a second one beside it with the weights, first under temporary names.
    /// </summary>
    /// <exception cref="IOException">A file of that name exists, or cannot be written.</exception>
    public void WriteTo(string path)
    {
        string temporary = path + ".part";
        string dataPath = path + ".data";
        bool isSplit = OnnxWriter.Length(_draft.Model, _draft.Nodes,
            _draft.Constants.Values.Select(OnnxWriter.StoredTensor.Inside)) > MostBytes;
        try
        {
            Dictionary<string, long> places = isSplit ? WriteWeights(dataPath + ".part") : [];
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

    private Dictionary<string, long> WriteWeights(string path)
    {
        var places = new Dictionary<string, long>();
        using FileStream target = File.Create(path);
        foreach (OnnxTensor tensor in _draft.Constants.Values)
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
