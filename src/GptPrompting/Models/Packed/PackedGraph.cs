using GptPrompting.Models.Folders;
using Microsoft.ML.OnnxRuntime;

namespace GptPrompting.Models.Packed;

/// <summary>
/// A graph in the packed form in ONNX Runtime: one row of tokens, attention with a bias, keys and values written into
/// the buffers that they are read from, logits of wanted rows only.
/// </summary>
internal sealed class PackedGraph : IDisposable
{
    private readonly InferenceSession _session;
    private readonly GraphNames _names;
    private readonly KeptRuns _kept = new();
    private readonly List<RowReader> _tables;

    private PackedGraph(InferenceSession session, GraphSource source)
    {
        (_session, _names) = (session, source.Names);
        Path = source.Files.First;
        Cache = CacheReader.Read(session, _names, source.Config, Path);
        int? columns = session.OutputMetadata[_names.Logits].Dimensions is [.., > 0 and int size] ? size : null;
        VocabularySize = GraphSession.FindVocabularySize(columns, source.Config, Path);
        _tables = [.. source.Packed!.Tables.Select(table => new RowReader(table, Path))];
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

    /// <summary>A run for passes of a shape, maybe one that was run before.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="arena">What it will be run over.</param>
    /// <returns>A run that the caller disposes, unless <see cref="Run"/> has taken it over.</returns>
    public PackedRun Begin(PassShape shape, SlotArena arena) => _kept.Take(shape, arena)
        ?? new PackedRun(_session, _names, Cache, _tables, new PackedPass(shape, VocabularySize), _kept.Keep);

    /// <summary>Runs the graph over a pinned arena with room for the pass, whose keys and values it then has.</summary>
    /// <returns>Logits of the wanted rows; who releases them last lets the run be used again.</returns>
    /// <exception cref="ModelFormatException">The graph cannot be run, or gave NaN or infinite logits.</exception>
    /// <exception cref="InsufficientMemoryException">There is not enough memory for the pass.</exception>
    /// <exception cref="IOException">The model's file can no longer be read.</exception>
    public PassOutput Run(PackedRun run, SlotArena arena)
    {
        try
        {
            run.Run(arena);
        }
        catch (OnnxRuntimeException e) when (!run.Options.Terminate)
        {
            throw RuntimeFailure.Describe(e, Path, "run this graph");
        }

        PassSteps.CheckFinite(run.Output, Path, run.Pass.LastSlot[0] + 1);
        return run.Output.Renew();
    }

    /// <summary>What is still in use is freed when it is no longer.</summary>
    public void Dispose()
    {
        _kept.Dispose();
        _session.Dispose();
        _tables.ForEach(table => table.Dispose());
    }
}
