namespace GptPrompting.Graphs.Format;

/// <summary>
/// An ONNX file: its structure in memory, its weights where they are. Opening one costs about as much as its structure
/// is large, not its weights.
/// </summary>
internal sealed class OnnxGraph
{
    private OnnxGraph(string path, ModelProto model, IReadOnlyDictionary<string, OnnxTensor> initializers)
    {
        Path = path;
        Model = model;
        Initializers = initializers;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The structure; its list of initializers is empty.</summary>
    public ModelProto Model { get; }

    /// <summary>The weights and other constants of the outer graph, by name.</summary>
    public IReadOnlyDictionary<string, OnnxTensor> Initializers { get; }

    /// <summary>What a caller feeds; initializers, which old files list as inputs too, are not among these.</summary>
    public IReadOnlyList<OnnxValue> Inputs => field ??=
        [.. Model.Graph.Input.Where(value => !Initializers.ContainsKey(value.Name)).Select(OnnxValue.From)];

    public IReadOnlyList<OnnxValue> Outputs => field ??= [.. Model.Graph.Output.Select(OnnxValue.From)];

    /// <summary>Operator versions by domain; the empty domain is ONNX itself.</summary>
    public IReadOnlyDictionary<string, long> Opsets => field ??= Model.OpsetImport
        .GroupBy(set => set.Domain == "ai.onnx" ? "" : set.Domain)
        .ToDictionary(sets => sets.Key, sets => sets.Max(set => set.Version));

    /// <summary>How many nodes of each operator there are, those of subgraphs included.</summary>
    public IReadOnlyDictionary<string, int> OperatorCounts => field ??= AllNodes(Model.Graph)
        .GroupBy(node => node.OpType).ToDictionary(nodes => nodes.Key, nodes => nodes.Count());

    /// <summary>Bytes of all weights and other constants.</summary>
    public long WeightBytes => Initializers.Values.Sum(tensor => tensor.ByteLength);

    /// <summary>The files beside the graph that hold weights, as full paths.</summary>
    public IReadOnlyList<string> ExternalFiles => field ??= [.. Initializers.Values
        .Where(tensor => tensor.IsExternal).Select(tensor => ((FileTensorData)tensor.Data!).Path).Distinct().Order()];

    /// <summary>How many parameters are stored in which precision; other constants do not count.</summary>
    public IReadOnlyDictionary<WeightPrecision, long> Parameters => field ??= WeightCount.Of(this);

    /// <summary>Reads the structure of a file and checks that all its weights are there.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ModelFormatException">
    /// It is no ONNX file or a damaged one, or weights are missing, cut off, or outside the file's folder.
    /// </exception>
    public static OnnxGraph Open(string path)
    {
        string fullPath = System.IO.Path.GetFullPath(path);
        using FileStream stream = File.OpenRead(fullPath);
        LfsPointer.Refuse(fullPath, stream);
        return Read(stream, fullPath);
    }

    /// <inheritdoc cref="Open"/>
    /// <param name="stream">The content of the file.</param>
    /// <param name="path">Its full path: weights outside it are looked for beside it.</param>
    public static OnnxGraph Read(Stream stream, string path)
    {
        (ModelProto model, IReadOnlyList<OnnxTensor> tensors) = OnnxReader.Read(stream, path);
        var initializers = new Dictionary<string, OnnxTensor>(tensors.Count);
        foreach (OnnxTensor tensor in tensors)
        {
            if (!initializers.TryAdd(tensor.Name, tensor))
            {
                throw new ModelFormatException(path, $"two weights are named '{tensor.Name}'");
            }
        }

        return new OnnxGraph(path, model, initializers);
    }

    /// <summary>The folder of the file itself: downloads are often links into a folder that models share.</summary>
    public string RealFolder => RealFolderOf(Path);

    public static string RealFolderOf(string path) => System.IO.Path.GetDirectoryName(Real(path))!;

    public static string Real(string path) => File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;

    /// <summary>The same graph, which notes whose values are read from its files.</summary>
    public OnnxGraph Noting(ISet<FileTensorData> reads) => new(Path, Model, Initializers.ToDictionary(
        pair => pair.Key,
        pair => pair.Value.Data is FileTensorData file
            ? pair.Value with { Data = file with { Reads = reads } }
            : pair.Value));

    internal static IEnumerable<NodeProto> AllNodes(GraphProto graph) => graph.Node.Concat(graph.Node
        .SelectMany(node => node.Attribute)
        .SelectMany(attribute => attribute.Graphs.Concat(attribute.G is { } body ? [body] : []))
        .SelectMany(AllNodes));
}
