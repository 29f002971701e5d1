using GptPrompting.Models;
using GptPrompting.Models.Folders;
using GptPrompting.Tokenization;

namespace GptPrompting;

/// <summary>An opened folder of a model that reads whole texts.</summary>
/// <param name="Id">The folder's name.</param>
/// <param name="Files">What lies in the folder.</param>
/// <param name="Graph">The graph, which the caller disposes.</param>
/// <param name="Tokenizer">The tokenizer.</param>
/// <param name="VocabularySize">What <c>config.json</c> says, or null.</param>
internal sealed record EncoderFolder(
    string Id, ModelFolder Files, EncoderGraph Graph, HuggingFaceTokenizer Tokenizer, int? VocabularySize)
{
    /// <summary>The most tokens of a text, special tokens included.</summary>
    public required int ContextLength { get; init; }

    /// <summary>Fills up a batch; any id where the folder names none, since the mask hides it.</summary>
    public required int PadId { get; init; }

    /// <param name="folder">The folder.</param>
    /// <param name="options">Which graph to take, threads; null is the default.</param>
    /// <param name="owner">The type that callers know.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">A file that the model needs is not in it.</exception>
    /// <exception cref="ModelFormatException">A file is not what it should be.</exception>
    public static EncoderFolder Open(string folder, LanguageModelOptions? options, Type owner)
    {
        options ??= new LanguageModelOptions();
        ModelFolder files = ModelFolder.Open(folder, options.ModelFile, options.Variant);
        string configFile = files.Require("config.json");
        ModelConfig config = ModelConfig.Load(configFile);
        var encoder = EncoderConfig.Load(configFile);
        HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.LoadFolder(files.Path);
        int positions = config.ContextLength ?? tokenizer.ModelMaxLength ?? throw new ModelFormatException(
            configFile, "neither max_position_embeddings here nor model_max_length in tokenizer_config.json gives the "
            + "most tokens of a text");
        return new EncoderFolder(
            Path.GetFileName(Path.TrimEndingDirectorySeparator(files.Path)),
            files,
            EncoderGraph.Load(files.Graphs.First, FolderGraphs.Settings(options), encoder.FirstPosition, owner,
                FolderGraphs.WithWeights(files, options)),
            tokenizer,
            config.VocabularySize)
        {
            ContextLength = Math.Min(positions - encoder.FirstPosition, tokenizer.ModelMaxLength ?? int.MaxValue),
            PadId = encoder.PadId ?? tokenizer.PadId ?? 0,
        };
    }

    public StateReader States() => new(Tokenizer, Graph, ContextLength)
    {
        PadId = PadId,
        PoolingFile = Files.Find(SentencePooling.FileName),
    };
}
