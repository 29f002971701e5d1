namespace GptPrompting.Generation.Constraints;

/// <summary>
/// Follows a program byte by byte. States are made as they are reached and kept, up to a limit; safe for many threads.
/// </summary>
internal sealed class ByteAutomaton
{
    /// <summary>How many recursive rules may be open within one another.</summary>
    public const int MostDepth = 32;

    private const int MostPlaces = 2000;

    // About 100 MB with the masks that hang on them, of 50,000 tokens.
    private const int MostPlacesKept = 1 << 22;
    private const int CostOfMask = 256;

    private readonly Lock _lock = new();
    private readonly ByteProgram _program;
    private readonly ProgramMeasures _measures;
    private readonly byte[] _classOf;
    private readonly int _classes;
    private readonly Dictionary<ByteState, ByteState> _states = [];
    private readonly Dictionary<(int Return, Frame? Parent), Frame> _frames = [];
    private readonly ByteState?[] _starts = new ByteState?[2];
    private int _placesKept;
    private long _frameOrder;

    /// <exception cref="ConstraintSizeException">Too many ways are open at the start.</exception>
    public ByteAutomaton(ByteProgram program)
    {
        _program = program;
        _measures = new ProgramMeasures(program);
        (_classOf, _classes) = program.ByteClasses();
        CanBeMet = _measures.Bytes[program.Start] < ProgramMeasures.Never
            && _measures.Depth[program.Start] <= MostDepth;
        Start(maySpace: true);
    }

    /// <summary>Whether any text obeys.</summary>
    public bool CanBeMet { get; }

    /// <summary>What was found of the fewest tokens to the end; null where nothing was yet.</summary>
    public TokenDistances? TokenDistances { get; set; }

    /// <param name="maySpace">Whether one space may come before the text.</param>
    public ByteState Start(bool maySpace)
    {
        lock (_lock)
        {
            return _starts[maySpace ? 1 : 0] ??=
                StateAt([(maySpace ? _program.StartAfterSpace : _program.Start, null)]);
        }
    }

    /// <returns>The state after one more byte; a dead one where the byte is not allowed.</returns>
    public ByteState Next(ByteState state, byte value) =>
        state.Next[_classOf[value]] ?? Find(state, value);

    private ByteState Find(ByteState state, byte value)
    {
        lock (_lock)
        {
            var targets = new List<(int, Frame?)>();
            foreach ((int node, Frame? frame) in state.Places)
            {
                if (_program.Sets[_program.Nodes[node].Argument].Contains(value))
                {
                    targets.Add((_program.Nodes[node].Next, frame));
                }
            }

            return state.Next[_classOf[value]] = StateAt(targets);
        }
    }

    private ByteState StateAt(List<(int Node, Frame? Frame)> targets)
    {
        (List<(int Node, Frame? Frame)> places, bool isAccepting) = Follow(targets);
        int distance = isAccepting ? 0 : ProgramMeasures.Never;
        bool isComplete = isAccepting;
        foreach ((int node, Frame? frame) in places)
        {
            distance = Math.Min(distance, _measures.Bytes[node] + (frame?.Bytes ?? 0));
            isComplete &= node < _program.FirstNodeOfText;
        }

        var state = new ByteState([.. places], isAccepting, _classes) { Distance = distance, IsComplete = isComplete };
        if (_states.TryGetValue(state, out ByteState? known))
        {
            return known;
        }

        Keep(state);
        return state;
    }

    /// <summary>States that texts still stand at live on; all others are made anew when they are reached.</summary>
    private void Keep(ByteState state)
    {
        _placesKept += state.Places.Count + _classes + CostOfMask;
        if (_placesKept > MostPlacesKept)
        {
            _states.Clear();
            _frames.Clear();
            Array.Clear(_starts);
            TokenDistances = null;
            _placesKept = 0;
        }

        _states.Add(state, state);
    }

    /// <summary>All places that read a byte and can be reached without one.</summary>
    private (List<(int Node, Frame? Frame)> Places, bool IsAccepting) Follow(List<(int Node, Frame? Frame)> targets)
    {
        var places = new List<(int, Frame?)>();
        var seen = new HashSet<(int, Frame?)>();
        var open = new Stack<(int Node, Frame? Frame)>(targets);
        bool isAccepting = false;
        while (open.TryPop(out (int Node, Frame? Frame) at))
        {
            // Where the depth limit lets nothing end any more, there is no way.
            if (_measures.Depth[at.Node] + (at.Frame?.Depth ?? 0) > MostDepth || !seen.Add(at))
            {
                continue;
            }

            ProgramNode node = _program.Nodes[at.Node];
            switch (node.Kind)
            {
                case NodeKind.End when at.Frame is null:
                    isAccepting = true;
                    break;
                case NodeKind.End:
                    open.Push((at.Frame.Return, at.Frame.Parent));
                    break;
                case NodeKind.Bytes:
                    places.Add(at);
                    break;
                case NodeKind.Split:
                    open.Push((node.Argument, at.Frame));
                    open.Push((node.Next, at.Frame));
                    break;
                default:
                    open.Push((_program.Rules[node.Argument].Start, Enter(node, at.Frame)));
                    break;
            }

            if (seen.Count > 8 * MostPlaces || places.Count > MostPlaces)
            {
                throw new ConstraintSizeException(
                    $"it is too ambiguous: after the same text it can go on in more than {MostPlaces} ways");
            }
        }

        return (places, isAccepting);
    }

    private Frame Enter(ProgramNode call, Frame? parent)
    {
        if (!_frames.TryGetValue((call.Next, parent), out Frame? frame))
        {
            int depth = (parent?.Depth ?? 0) + (_program.Rules[call.Argument].CountsDepth ? 1 : 0);
            int bytes = Math.Min(ProgramMeasures.Never, (parent?.Bytes ?? 0) + _measures.Bytes[call.Next]);
            frame = new Frame(call.Next, parent, depth, bytes, _frameOrder++);
            _frames.Add((call.Next, parent), frame);
        }

        return frame;
    }
}
