namespace GptPrompting.Graphs.Format;

/// <summary>Sorts nodes so that each comes after those that it reads from, else as they were.</summary>
internal static class RunningOrder
{
    /// <exception cref="ModelFormatException">Nodes read from one another in a circle.</exception>
    public static List<NodeProto> Of(IReadOnlyList<NodeProto> nodes, string path)
    {
        Dictionary<string, int> producers = [];
        for (int i = 0; i < nodes.Count; i++)
        {
            foreach (string output in nodes[i].Output.Where(output => output.Length > 0))
            {
                producers[output] = i;
            }
        }

        int[] missing = new int[nodes.Count];
        List<int>[] readers = [.. nodes.Select(_ => new List<int>())];
        for (int i = 0; i < nodes.Count; i++)
        {
            foreach (string input in nodes[i].Uses().Distinct())
            {
                if (producers.TryGetValue(input, out int producer))
                {
                    missing[i]++;
                    readers[producer].Add(i);
                }
            }
        }

        var ready = new PriorityQueue<int, int>(
            Enumerable.Range(0, nodes.Count).Where(i => missing[i] == 0).Select(i => (i, i)));
        var sorted = new List<NodeProto>(nodes.Count);
        while (ready.TryDequeue(out int next, out _))
        {
            sorted.Add(nodes[next]);
            ready.EnqueueRange(
                readers[next].Where(reader => --missing[reader] == 0).Select(reader => (reader, reader)));
        }

        return sorted.Count == nodes.Count
            ? sorted
            : throw new ModelFormatException(path, "the graph's nodes read from one another in a circle");
    }
}
