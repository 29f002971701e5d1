using System.CommandLine;

namespace GptPrompting.Cli;

/// <summary><c>--model</c>: the folder to open; the in-box model where it is not given. With how to run it.</summary>
internal sealed class ModelOption : Option<string>
{
    private static readonly Dictionary<string, ExecutionProvider> Providers =
        Enum.GetValues<ExecutionProvider>().ToDictionary(provider => provider.ToString().ToLowerInvariant());

    // As `model optimize` calls them.
    private static readonly Dictionary<string, ModelWeights> WeightNames = new()
    {
        ["float16"] = ModelWeights.SixteenBit,
        ["int8"] = ModelWeights.EightBit,
        ["int4"] = ModelWeights.FourBit,
        ["int8-exact"] = ModelWeights.EightBitExact,
        ["int4-exact"] = ModelWeights.FourBitExact,
    };

    private static readonly Dictionary<string, GraphRewriting> RewritingNames = new()
    {
        ["auto"] = GraphRewriting.WhenLarge,
        ["always"] = GraphRewriting.Always,
        ["never"] = GraphRewriting.Never,
    };

    private readonly Option<string?> _variant = new("--variant")
    {
        Description = "Which of several graphs to take: q4 is model_q4.onnx.",
        HelpName = "name",
    };

    private readonly Option<string?> _modelFile = new("--model-file")
    {
        Description = "The same by its file name, relative to the folder.",
        HelpName = "file",
    };

    private readonly Option<string> _rewriting = new("--rewriting")
    {
        Description = "Whether the graph is made faster in memory, as `model info` lists it: "
            + $"{string.Join(", ", RewritingNames.Keys)}. auto: where its weights take at least 64 MiB, or "
            + "`model optimize` wrote it, or `model prepare` prepared it.",
        HelpName = "when",
        DefaultValueFactory = _ => "auto",
    };

    private readonly Option<string?> _weights = new("--weights")
    {
        Description =
            $"How to store weights in memory: {string.Join(", ", WeightNames.Keys)}. Default: as the file has them.",
        HelpName = "form",
    };

    private readonly Option<bool> _cache = new("--cache")
    {
        Description = "Keep on disk what opening makes of graph and weights, in "
            + $"{LanguageModelOptions.CacheBesideModel} in the model's folder.",
        Arity = ArgumentArity.Zero,
    };

    private readonly Option<string?> _cacheFolder = new("--cache-folder")
    {
        Description = "The same, in another folder.",
        HelpName = "folder",
    };

    private readonly Option<int?> _threads = new("--threads")
    {
        Description = "Threads of one pass. Default: one per physical core.",
        HelpName = "count",
    };

    private readonly Option<string> _provider = new("--provider")
    {
        Description = $"What computes: {string.Join(", ", Providers.Keys)}.",
        HelpName = "name",
        DefaultValueFactory = _ => "cpu",
    };

    public ModelOption()
        : base("--model", "-m")
    {
        Description = "Folder of an ONNX model with its config.json and tokenizer.json. Default: the model in the box.";
        HelpName = "folder";
        _rewriting.AcceptOnlyFromAmong([.. RewritingNames.Keys]);
        _weights.AcceptOnlyFromAmong([.. WeightNames.Keys]);
        _provider.AcceptOnlyFromAmong([.. Providers.Keys]);
    }

    /// <summary>Adds this and the options that say how the model is run.</summary>
    public void AddTo(Command command)
    {
        Option[] options =
            [this, _variant, _modelFile, _rewriting, _weights, _cache, _cacheFolder, _threads, _provider];
        Array.ForEach(options, command.Add);
    }

    public LanguageModel Load(ParseResult result) => LanguageModel.Load(Folder(result), ReadOptions(result));

    public string Folder(ParseResult result) => result.GetValue(this) switch
    {
        null => TinyGpt.Folder,
        "" => throw new ArgumentException("--model is empty; it must be a folder."),
        string folder => folder,
    };

    /// <exception cref="ArgumentException">A value is out of its range; the message names the option.</exception>
    public LanguageModelOptions ReadOptions(ParseResult result) => OptionNames.Named(() => new LanguageModelOptions
    {
        Variant = result.GetValue(_variant),
        ModelFile = result.GetValue(_modelFile),
        Rewriting = RewritingNames[result.GetValue(_rewriting) ?? "auto"],
        Weights = result.GetValue(_weights) is string weights ? WeightNames[weights] : ModelWeights.AsTheyAre,
        RewriteCacheFolder = ReadCache(result),
        Threads = result.GetValue(_threads),
        Provider = Providers[result.GetValue(_provider) ?? "cpu"],
    });

    private string? ReadCache(ParseResult result) => result.GetValue(_cacheFolder) switch
    {
        null => result.GetValue(_cache) ? LanguageModelOptions.CacheBesideModel : null,
        "" => throw new ArgumentException("--cache-folder is empty; it must be a folder."),
        string folder => Path.GetFullPath(folder),
    };
}
