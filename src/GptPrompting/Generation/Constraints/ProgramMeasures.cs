namespace GptPrompting.Generation.Constraints;

/// <summary>How far each node of a program is from the end of its rule.</summary>
internal sealed class ProgramMeasures
{
    /// <summary>No way leads to the end.</summary>
    public const int Never = int.MaxValue / 4;

    private readonly ByteProgram _program;

    public ProgramMeasures(ByteProgram program)
    {
        _program = program;
        Bytes = new int[program.Nodes.Length];
        Depth = new int[program.Nodes.Length];
        Array.Fill(Bytes, Never);
        Array.Fill(Depth, Never);

        // Most nodes come after those that follow them, so that few rounds are needed.
        bool changes = true;
        while (changes)
        {
            changes = false;
            for (int node = 0; node < program.Nodes.Length; node++)
            {
                (int bytes, int depth) = Measure(program.Nodes[node]);
                changes |= bytes < Bytes[node] || depth < Depth[node];
                (Bytes[node], Depth[node]) = (bytes, depth);
            }
        }
    }

    /// <summary>The fewest bytes to the end.</summary>
    public int[] Bytes { get; }

    /// <summary>The fewest rules within rules that are needed on the way to the end.</summary>
    public int[] Depth { get; }

    private (int Bytes, int Depth) Measure(ProgramNode node)
    {
        switch (node.Kind)
        {
            case NodeKind.End:
                return (0, 0);
            case NodeKind.Bytes:
                return _program.Sets[node.Argument].IsEmpty
                    ? (Never, Never)
                    : (Math.Min(Never, Bytes[node.Next] + 1), Depth[node.Next]);
            case NodeKind.Split:
                return (Math.Min(Bytes[node.Argument], Bytes[node.Next]),
                    Math.Min(Depth[node.Argument], Depth[node.Next]));
            default:
                (int start, bool counts) = _program.Rules[node.Argument];
                return (Math.Min(Never, Bytes[start] + Bytes[node.Next]),
                    Math.Min(Never, Math.Max(Depth[start] + (counts ? 1 : 0), Depth[node.Next])));
        }
    }
}
