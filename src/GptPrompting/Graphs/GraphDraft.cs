using GptPrompting.Graphs.Format;

namespace GptPrompting.Graphs;

/// <summary>
/// A graph while it is being changed: nodes in running order, constants by name, and who gives and reads each value.
/// Constant nodes have become constants.
/// </summary>
internal sealed class GraphDraft
{
    private readonly Dictionary<string, NodeProto> _producers = [];
    private readonly Dictionary<string, List<NodeProto>> _readers = [];
    private readonly Dictionary<NodeProto, int> _places = new(ReferenceEqualityComparer.Instance);
    private int _names;

    public GraphDraft(OnnxGraph source)
    {
        Source = source;
        Model = source.Model.Clone();
        Constants = new Dictionary<string, OnnxTensor>(source.Initializers);
        Nodes = [.. Model.Graph.Node];
        Model.Graph.Node.Clear();
        Model.Graph.ValueInfo.Clear();
        HoistConstants();
        Reindex();
    }

    private GraphDraft(GraphDraft other)
    {
        Source = other.Source;
        Model = other.Model.Clone();
        Constants = new Dictionary<string, OnnxTensor>(other.Constants);
        Nodes = [.. other.Nodes.Select(node => node.Clone())];
        _names = other._names;
        Reindex();
    }

    public OnnxGraph Source { get; }

    /// <summary>All but nodes and constants: inputs, outputs, operator versions.</summary>
    public ModelProto Model { get; }

    public Dictionary<string, OnnxTensor> Constants { get; }

    public List<NodeProto> Nodes { get; private set; }

    public IEnumerable<ValueInfoProto> Inputs => Model.Graph.Input.Where(input => !Constants.ContainsKey(input.Name));

    public NodeProto? Producer(string? value) => value is null ? null : _producers.GetValueOrDefault(value);

    /// <summary>Where in <see cref="Nodes"/> a node is.</summary>
    public int PlaceOf(NodeProto node) => _places[node];

    public IReadOnlyList<NodeProto> Readers(string value) => _readers.GetValueOrDefault(value) ?? [];

    public bool IsOutput(string value) => Model.Graph.Output.Any(output => output.Name == value);

    public ValueInfoProto? FindInput(string name) => Inputs.FirstOrDefault(input => input.Name == name);

    /// <summary>A copy that can be changed on its own.</summary>
    public GraphDraft Copy() => new(this);

    /// <summary>A name that no value has.</summary>
    public string NewName(string purpose)
    {
        string name;
        do
        {
            name = $"gptprompting/{purpose}_{_names++}";
        }
        while (_producers.ContainsKey(name) || Constants.ContainsKey(name));

        return name;
    }

    /// <summary>Adds a node; <see cref="Finish"/> puts it in its place.</summary>
    public NodeProto Add(string operation, IEnumerable<string> inputs, string output, string domain = "")
    {
        var node = new NodeProto
        {
            OpType = operation, Domain = domain, Name = NewName(operation), Input = { inputs }, Output = { output },
        };
        Nodes.Add(node);
        return node;
    }

    public void Remove(NodeProto node) => Nodes.RemoveAll(other => ReferenceEquals(other, node));

    /// <summary>Adds integers as a constant.</summary>
    public string AddIntegers(string purpose, params long[] values) => AddConstant(
        purpose, ElementType.Int64, [values.Length], [.. values.SelectMany(BitConverter.GetBytes)]);

    public string AddConstant(string purpose, ElementType type, long[] shape, byte[] values)
    {
        string name = NewName(purpose);
        Constants[name] = new OnnxTensor(name, type, shape, new MemoryTensorData(values));
        return name;
    }

    /// <summary>Lets all readers of a value read another one.</summary>
    public void Redirect(string value, string to, NodeProto? except = null)
    {
        foreach (NodeProto node in Nodes.Where(node => !ReferenceEquals(node, except)))
        {
            for (int i = 0; i < node.Input.Count; i++)
            {
                node.Input[i] = node.Input[i] == value ? to : node.Input[i];
            }
        }
    }

    /// <summary>Drops what nothing reads any more and sorts the nodes into running order.</summary>
    public void Finish()
    {
        Reindex();
        var live = new HashSet<NodeProto>(ReferenceEqualityComparer.Instance);
        var names = new Stack<string>(Model.Graph.Output.Select(output => output.Name));
        var used = new HashSet<string>(names);
        while (names.TryPop(out string? name))
        {
            if (Producer(name) is { } node && live.Add(node))
            {
                foreach (string input in node.Uses().Where(used.Add))
                {
                    names.Push(input);
                }
            }
        }

        Nodes.RemoveAll(node => !live.Contains(node));
        foreach (string name in Constants.Keys.Where(name => !used.Contains(name)).ToArray())
        {
            Constants.Remove(name);
        }

        Nodes = RunningOrder.Of(Nodes, Source.Path);
        Reindex();
    }

    private void HoistConstants()
    {
        var hoisted = new HashSet<NodeProto>(ReferenceEqualityComparer.Instance);
        foreach (NodeProto node in Nodes.Where(node => node is { OpType: "Constant", Output.Count: 1 }))
        {
            if (node.Find("value")?.T is { } tensor && (ElementType)tensor.DataType != ElementType.String)
            {
                OnnxTensor constant = TensorReader.Read(tensor, null, Source.Path) with { Name = node.Output[0] };
                Constants[constant.Name] = constant;
                hoisted.Add(node);
            }
        }

        Nodes.RemoveAll(hoisted.Contains);
    }

    private void Reindex()
    {
        _producers.Clear();
        _readers.Clear();
        _places.Clear();
        foreach (NodeProto node in Nodes)
        {
            _places[node] = _places.Count;
            foreach (string output in node.Output.Where(output => output.Length > 0))
            {
                _producers[output] = node;
            }

            foreach (string input in node.Uses().Distinct())
            {
                (_readers.TryGetValue(input, out List<NodeProto>? readers) ? readers : _readers[input] = []).Add(node);
            }
        }
    }
}
