using GptPrompting.Models.Folders;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace GptPrompting.Models.Packed;

/// <summary>
/// A pass whose inputs and outputs are bound to a packed graph, for any number of runs one after another: of these,
/// only one over other buffers than the one before makes anything new.
/// </summary>
internal sealed class PackedRun : IDisposable
{
    private readonly InferenceSession _session;
    private readonly CacheLayout _cache;
    private readonly OrtIoBinding _binding;
    private readonly List<OrtValue> _values = new(7);
    private readonly List<PickedRows> _rows;
    private object? _boundTo;

    /// <param name="session">The graph.</param>
    /// <param name="names">What it calls its inputs.</param>
    /// <param name="cache">Its keys and values.</param>
    /// <param name="tables">Tables that it is given rows of.</param>
    /// <param name="pass">What it is to compute; disposed with this object.</param>
    /// <param name="whenFree">Is given the run when its output was released; keeps or disposes it.</param>
    public PackedRun(
        InferenceSession session, GraphNames names, CacheLayout cache, List<RowReader> tables, PackedPass pass,
        Action<PackedRun> whenFree)
    {
        (_session, _cache, Pass) = (session, cache, pass);
        Output = PassOutput.Of(pass.Logits, pass.Shape.Rows, pass.VocabularySize, () => whenFree(this));
        _binding = session.CreateIoBinding();
        _rows = new List<PickedRows>(tables.Count);
        try
        {
            Bind(names);
            foreach (RowReader table in tables)
            {
                _rows.Add(new PickedRows(table, pass.Shape.Count));
                _binding.BindInput(_rows[^1].Input, _rows[^1].Value);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public PackedPass Pass { get; }

    /// <summary>Logits of the last run.</summary>
    public PassOutput Output { get; }

    public RunOptions Options { get; } = new();

    /// <summary>Computes the pass over an arena that is pinned and has room for it.</summary>
    /// <inheritdoc cref="PickedRows.Read" path="/exception"/>
    public void Run(SlotArena arena)
    {
        if (!IsOver(arena))
        {
            for (int i = 0; i < _cache.Tensors.Count; i++)
            {
                _binding.BindInput(_cache.Tensors[i].Past, arena.Buffers[i].Values);
                _binding.BindOutput(_cache.Tensors[i].Present, arena.Buffers[i].Values);
            }

            _boundTo = arena.Place;
        }

        foreach (PickedRows rows in _rows)
        {
            rows.Read(Pass);
        }

        _session.RunWithBinding(Options, _binding);
    }

    /// <summary>Whether it ran last over these buffers.</summary>
    public bool IsOver(SlotArena arena) => ReferenceEquals(_boundTo, arena.Place);

    public void Dispose()
    {
        _binding.Dispose();
        _values.ForEach(value => value.Dispose());
        _rows.ForEach(rows => rows.Dispose());
        Options.Dispose();
        Pass.Dispose();
    }

    private void Bind(GraphNames names)
    {
        (int count, int width, _) = Pass.Shape;
        OrtValue ids = _session.InputMetadata[names.TokenIds].ElementDataType == TensorElementType.Int32
            ? OrtValue.CreateTensorValueFromMemory(Pass.NarrowTokenIds, [1, count])
            : OrtValue.CreateTensorValueFromMemory(Pass.TokenIds, [1, count]);
        Bind(names.TokenIds, ids);
        Bind(names.Positions, OrtValue.CreateTensorValueFromMemory(Pass.Positions, [1, count]));
        Bind("attention_bias", OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, Pass.Bias, [1, 1, count, width]));
        Bind("seqlens_k", OrtValue.CreateTensorValueFromMemory(Pass.LastSlot, [1]));
        Bind("total_sequence_length", OrtValue.CreateTensorValueFromMemory(Pass.Width, []));
        Bind("rows", OrtValue.CreateTensorValueFromMemory(Pass.Rows, [Pass.Rows.Length]));
        _values.Add(OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, Pass.Logits.AsMemory(0, Pass.Rows.Length * Pass.VocabularySize),
            [Pass.Rows.Length, Pass.VocabularySize]));
        _binding.BindOutput(names.Logits, _values[^1]);
    }

    private void Bind(string name, OrtValue value)
    {
        _values.Add(value);
        _binding.BindInput(name, value);
    }
}
