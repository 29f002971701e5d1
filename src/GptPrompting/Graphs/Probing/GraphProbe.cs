using GptPrompting.Graphs.Format;

namespace GptPrompting.Graphs.Probing;

/// <summary>
/// A graph tried with inputs of given sizes: shapes of all values, and the elements of those that follow from shapes,
/// constants and given inputs alone, such as masks and positions.
/// </summary>
internal sealed class GraphProbe
{
    private readonly GraphDraft _draft;
    private readonly Dictionary<string, ProbeTensor?> _values = [];
    private readonly Dictionary<string, ProbeTensor?> _constants;

    /// <param name="draft">The graph, whose nodes are in running order.</param>
    /// <param name="inputs">What is known of its inputs.</param>
    /// <param name="constants">What follows from constants alone, which probes of one graph share.</param>
    public GraphProbe(
        GraphDraft draft, IReadOnlyDictionary<string, ProbeTensor> inputs, Dictionary<string, ProbeTensor?> constants)
    {
        _draft = draft;
        _constants = constants;
        foreach ((string name, ProbeTensor value) in inputs)
        {
            _values[name] = value;
        }

        foreach (NodeProto node in draft.Nodes)
        {
            if (!constants.ContainsKey(node.Output[0]))
            {
                Run(node, node.Input.All(IsConstant) ? constants : _values, Find);
            }
        }
    }

    /// <summary>What is known of a value; null where it follows from an operator that is not known here.</summary>
    public ProbeTensor? Find(string name) => _values.TryGetValue(name, out ProbeTensor? value) ? value
        : IsConstant(name) ? _constants.GetValueOrDefault(name)
        : null;

    /// <summary>What a value would be if another one, which it follows from, were as given.</summary>
    public ProbeTensor? FindIf(string name, ProbeTensor given, string target)
    {
        var changed = new Dictionary<string, ProbeTensor?> { [name] = given };
        int first = _draft.Producer(name) is { } producer ? _draft.PlaceOf(producer) + 1 : 0;
        for (int i = first; i < _draft.Nodes.Count && !changed.ContainsKey(target); i++)
        {
            if (_draft.Nodes[i].Input.Any(changed.ContainsKey))
            {
                Run(_draft.Nodes[i], changed,
                    value => changed.TryGetValue(value, out ProbeTensor? found) ? found : Find(value));
            }
        }

        return changed.GetValueOrDefault(target);
    }

    private bool IsConstant(string name)
    {
        if (!_constants.ContainsKey(name) && _draft.Constants.TryGetValue(name, out OnnxTensor? constant))
        {
            _constants[name] = ProbeTensor.Of(constant);
        }

        return name.Length == 0 || _constants.ContainsKey(name);
    }

    private static void Run(
        NodeProto node, Dictionary<string, ProbeTensor?> results, Func<string, ProbeTensor?> find)
    {
        ProbeTensor?[]? outputs = null;
        try
        {
            var arguments = new ProbeArguments(node, find);
            outputs = ProbeCounting.RunMany(arguments)
                ?? [ProbeCounting.Run(arguments) ?? ProbeRearranging.Run(arguments) ?? ProbeElementwise.Run(arguments)];
        }
        catch (Exception e) when (e is ProbeException or RewriteRefusal or ArithmeticException or ArgumentException
            or IndexOutOfRangeException)
        {
            // What follows from this value is not known; who needs it finds null.
        }

        for (int i = 0; i < node.Output.Count; i++)
        {
            results[node.Output[i]] = outputs is not null && i < outputs.Length ? outputs[i] : null;
        }
    }
}
