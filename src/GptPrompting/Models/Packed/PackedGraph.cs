using System.Buffers;
using GptPrompting.Models.Folders;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace GptPrompting.Models.Packed;

/// <summary>
/// A graph in the packed form in ONNX Runtime: one row of tokens, attention with a bias, keys and values written into
/// the buffers that they are read from, logits of wanted rows only.
/// </summary>
internal sealed class PackedGraph : IDisposable
{
    private const string BiasInput = "attention_bias";
    private const string LastSlotInput = "seqlens_k";
    private const string TotalInput = "total_sequence_length";
    private const string RowsInput = "rows";

    private readonly InferenceSession _session;
    private readonly string[] _inputs;
    private readonly string[] _outputs;
    private readonly TensorElementType _idType;

    private PackedGraph(InferenceSession session, GraphSource source)
    {
        _session = session;
        Path = source.Files.First;
        GraphNames names = source.Names;
        Cache = CacheReader.Read(session, names, source.Config, Path);
        _idType = session.InputMetadata[names.TokenIds].ElementDataType;
        _inputs =
        [
            names.TokenIds, names.Positions, BiasInput, LastSlotInput, TotalInput, RowsInput,
            .. Cache.Tensors.Select(tensor => tensor.Past),
        ];
        _outputs = [names.Logits, .. Cache.Tensors.Select(tensor => tensor.Present)];
        int? columns = session.OutputMetadata[names.Logits].Dimensions is [.., > 0 and int size] ? size : null;
        VocabularySize = GraphSession.FindVocabularySize(columns, source.Config, Path);
    }

    public string Path { get; }

    public CacheLayout Cache { get; }

    public int VocabularySize { get; }

    /// <exception cref="ModelFormatException">The graph cannot be run, or the config contradicts it.</exception>
    /// <exception cref="InsufficientMemoryException">There is not enough memory for its weights.</exception>
    public static PackedGraph Load(GraphSource source)
    {
        InferenceSession session = source.Settings.Open(source.Files.First, source.Packed);
        try
        {
            return new PackedGraph(session, source);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Runs the graph over an arena with room for the pass, which then has its keys and values.</summary>
    /// <returns>Logits of the wanted rows; the caller releases them.</returns>
    /// <exception cref="ModelFormatException">The graph cannot be run, or gave NaN or infinite logits.</exception>
    /// <exception cref="InsufficientMemoryException">There is not enough memory for the pass.</exception>
    public PassOutput Run(PackedPass pass, SlotArena arena, RunOptions runOptions)
    {
        // A graph needs at least one row.
        int rows = Math.Max(1, pass.Rows.Length);
        float[] logits = ArrayPool<float>.Shared.Rent(rows * VocabularySize);
        var owned = new List<OrtValue>(8);
        try
        {
            AddInputs(pass, owned);
            OrtValue[] inputs = [.. owned, .. arena.Tensors];
            owned.Add(OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance,
                logits.AsMemory(0, rows * VocabularySize), [rows, VocabularySize]));
            _session.Run(runOptions, _inputs, inputs, _outputs, [owned[^1], .. arena.Tensors]);
            var output = PassOutput.Rented(logits, pass.Rows.Length, VocabularySize);
            PassSteps.CheckFinite(output, Path, pass.Used + pass.Count);
            return output;
        }
        catch (OnnxRuntimeException e) when (!runOptions.Terminate)
        {
            ArrayPool<float>.Shared.Return(logits);
            throw RuntimeFailure.Describe(e, Path, "run this graph");
        }
        finally
        {
            owned.ForEach(value => value.Dispose());
        }
    }

    public void Dispose() => _session.Dispose();

    private void AddInputs(PackedPass pass, List<OrtValue> owned)
    {
        int total = pass.Used + pass.Count;
        owned.Add(_idType == TensorElementType.Int32
            ? OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(pass.TokenIds, id => (int)id), [1, pass.Count])
            : OrtValue.CreateTensorValueFromMemory(pass.TokenIds, [1, pass.Count]));
        owned.Add(OrtValue.CreateTensorValueFromMemory(pass.Positions, [1, pass.Count]));
        owned.Add(OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, pass.Bias, [1, 1, pass.Count, total]));
        owned.Add(OrtValue.CreateTensorValueFromMemory(new[] { total - 1 }, [1]));
        owned.Add(OrtValue.CreateTensorValueFromMemory(new[] { total }, []));
        long[] rows = pass.Rows.Length == 0 ? [0] : Array.ConvertAll(pass.Rows, row => (long)row);
        owned.Add(OrtValue.CreateTensorValueFromMemory(rows, [rows.Length]));
    }
}
