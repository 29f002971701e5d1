namespace GptPrompting.Models.Folders;

/// <summary>The files of a model folder, found by the names that exporters give them.</summary>
internal sealed record ModelFolder
{
    private const string ConfigName = "config.json";

    /// <summary>The folder, as a full path.</summary>
    public required string Path { get; init; }

    public required GraphFiles Graphs { get; init; }

    /// <summary>Null where the folder has none; it then has a <see cref="GenAiConfig"/>.</summary>
    public required string? ConfigFile { get; init; }

    /// <summary>Where it names the graph that was chosen; else null.</summary>
    public required GenAiConfig? GenAi { get; init; }

    /// <param name="folder">The folder.</param>
    /// <param name="modelFile">The graph's name, relative to the folder; null looks for it.</param>
    /// <param name="variant">Which of several graphs to take; see <see cref="GraphFinder"/>.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">The graph or its config is not in it.</exception>
    /// <exception cref="ModelFormatException"><c>genai_config.json</c> is not what it should be.</exception>
    public static ModelFolder Open(string folder, string? modelFile, string? variant = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        if (modelFile is not null && variant is not null)
        {
            throw new ArgumentException(
                $"The graph is named twice: as the file {modelFile} and as the variant {variant}; give one of them.",
                nameof(variant));
        }

        string path = System.IO.Path.GetFullPath(folder);
        if (!Directory.Exists(path))
        {
            throw new DirectoryNotFoundException(File.Exists(path)
                ? $"{folder} is a file; give the folder that holds the model."
                : $"There is no model folder {folder}.");
        }

        GenAiConfig? genAi = Find(path, GenAiConfig.FileName) is string file ? GenAiConfig.Load(file) : null;
        string? named = modelFile ?? (variant is null ? genAi?.GraphFile : null);
        bool isGenAi = genAi is not null && named is not null
            && FullPath(path, named) == FullPath(path, genAi.GraphFile);
        GraphFiles graphs = GraphFinder.Find(path, named, variant);
        return new ModelFolder
        {
            Path = path,
            Graphs = graphs,
            GenAi = isGenAi ? genAi : null,
            ConfigFile = Find(path, ConfigName) ?? (isGenAi ? null : throw new FileNotFoundException(
                $"There is no {ConfigName} in {path}, and no {GenAiConfig.FileName} that names the graph; "
                + "one of them must give the context length.", System.IO.Path.Combine(path, ConfigName))),
        };
    }

    /// <summary>What the folder's files say of the model.</summary>
    /// <exception cref="ModelFormatException">A file is not a JSON object, or a value is not of its kind.</exception>
    public ModelConfig ReadConfig()
    {
        string? generationConfig = Find("generation_config.json");
        ModelConfig config = ConfigFile is null ? new() : ModelConfig.Load(ConfigFile, generationConfig);
        return GenAi?.ReadModel(config) ?? config;
    }

    /// <summary>The path of a file in the folder, or null where it does not exist.</summary>
    public string? Find(string name) => Find(Path, name);

    private static string? Find(string folder, string name) =>
        FullPath(folder, name) is var path && File.Exists(path) ? path : null;

    private static string FullPath(string folder, string name) =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, name));

    /// <summary>The path of a file in the folder, which must exist.</summary>
    public string Require(string name) => Find(name)
        ?? throw new FileNotFoundException($"There is no {name} in {Path}.", FullPath(Path, name));
}
