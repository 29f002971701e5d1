using System.Text;
using Google.Protobuf;
using GptPrompting.Generation;
using GptPrompting.Graphs;
using GptPrompting.Graphs.Format;

namespace GptPrompting.Tests.Fakes;

/// <summary>A copy of a model folder of which one file at a time is damaged. A seed alone decides how.</summary>
internal sealed class FuzzedFolder : IDisposable
{
    private static readonly GraphRewriting[] Rewritings =
        [GraphRewriting.Always, GraphRewriting.Never, GraphRewriting.WhenLarge];

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, byte[]> _files;
    private readonly Dictionary<string, FileMutation> _mutations;
    private readonly Dictionary<string, ModelProto> _graphs;
    private readonly string? _variant;

    /// <param name="source">The folder.</param>
    /// <param name="variant">Which of its graphs to open.</param>
    /// <param name="others">Files whose parts end up in its own.</param>
    public FuzzedFolder(string source, string? variant, IReadOnlyList<byte[]> others)
    {
        _variant = variant;
        _files = Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(variant is null ? "_fp16.onnx" : "model.onnx", StringComparison.Ordinal))
            .ToDictionary(file => Path.GetRelativePath(source, file), File.ReadAllBytes);
        _mutations = _files.ToDictionary(file => file.Key, file => new FileMutation(file.Value, others));
        _graphs = Graphs.ToDictionary(file => file, file => ModelProto.Parser.ParseFrom(_files[file]));
        foreach ((string name, byte[] bytes) in _files)
        {
            _folder.Write(name, bytes);
        }
    }

    private IEnumerable<string> Graphs => _files.Keys.Where(
        file => file.EndsWith(".onnx", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    /// <summary>Damages one file, opens the folder, and uses what opened.</summary>
    /// <returns>What it threw; null where it was opened and used.</returns>
    public Exception? Try(int seed)
    {
        var random = new Random(seed);
        string[] candidates = random.Next(4) > 0
            ? [.. Graphs]
            : [.. _files.Keys.Except(Graphs).Order(StringComparer.Ordinal)];
        string file = candidates[random.Next(candidates.Length)];
        _folder.Write(file, Damaged(file, random));
        try
        {
            return Record.Exception(() => Use(Rewritings[seed % Rewritings.Length]));
        }
        finally
        {
            _folder.Write(file, _files[file]);
        }
    }

    public void Dispose() => _folder.Dispose();

    private byte[] Damaged(string file, Random random)
    {
        if (_graphs.TryGetValue(file, out ModelProto? graph) && random.Next(2) == 0)
        {
            return (random.Next(3) > 0 ? NodeMutation.Of(graph, random) : NodeMutation.OfValues(graph, random))
                .ToByteArray();
        }

        return file.EndsWith(".json", StringComparison.Ordinal) && random.Next(3) > 0
            ? Encoding.UTF8.GetBytes(JsonMutation.Of(Encoding.UTF8.GetString(_files[file]), random))
            : _mutations[file].Next(random);
    }

    private void Use(GraphRewriting rewriting)
    {
        var options = new LanguageModelOptions { Threads = 1, Rewriting = rewriting, Variant = _variant };
        using LanguageModel model = LanguageModel.Load(_folder.Path, options);
        model.Generate("the cat", new GenerationOptions { MaxOutputTokens = 3 });
        model.ScoreBatch([new("the cat", " sat"), new("the cat", " ran on"), new("", "a")]);
    }
}
