namespace GptPrompting.Tokenization;

// Which files a tokenizer is read from.
public sealed partial class HuggingFaceTokenizer
{
    private const string JsonName = "tokenizer.json";

    /// <summary>
    /// Reads the tokenizer of a model folder: <c>tokenizer.json</c>; else SentencePiece's <c>tokenizer.model</c>; else
    /// <c>vocab.json</c> and <c>merges.txt</c>; else <c>vocab.txt</c>. What <c>tokenizer_config.json</c>,
    /// <c>special_tokens_map.json</c> and <c>added_tokens.json</c> say of special tokens is honoured; of a token that
    /// <c>tokenizer.json</c> adds too, that file's id and flags count. <c>add_bos_token</c> and <c>add_eos_token</c> go
    /// before its template where the class is Llama's or Gemma's, as in transformers.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="FileNotFoundException">The folder has none of these files.</exception>
    /// <exception cref="ModelFormatException">
    /// A file is not what it should be, the tokenizer contradicts itself, or asks for what is not done here.
    /// </exception>
    public static HuggingFaceTokenizer LoadFolder(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        string? file = Names(folder).FirstOrDefault(System.IO.File.Exists);
        return file is null
            ? throw new FileNotFoundException(
                $"There is no {JsonName} in {folder}, and neither tokenizer.model nor vocab.json with merges.txt "
                + "nor vocab.txt.", Path.Combine(folder, JsonName))
            : Load(file);
    }

    /// <summary>
    /// Reads a <c>tokenizer.json</c>, <c>tokenizer.model</c>, <c>vocab.json</c> (with <c>merges.txt</c> beside it) or
    /// <c>vocab.txt</c> and, where they lie beside it, the files that name special tokens.
    /// </summary>
    /// <param name="path">The file; its extension says what it is.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ModelFormatException">
    /// A file is not what it should be, the tokenizer contradicts itself, or asks for what is not done here.
    /// </exception>
    public static HuggingFaceTokenizer Load(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (!System.IO.File.Exists(path))
        {
            throw new FileNotFoundException($"There is no file {path}.", path);
        }

        string folder = Path.GetDirectoryName(path) ?? "";
        var config = TokenizerConfig.Load(folder);
        HuggingFaceTokenizer tokenizer = Path.GetExtension(path) switch
        {
            ".model" => SentencePieceReader.Load(path, config),
            ".txt" => VocabularyFiles.LoadWords(path, config),
            _ when Path.GetFileName(path) == "vocab.json" => VocabularyFiles.LoadBytePairs(path, config),
            _ => JsonFile.Read(path, root => TokenizerReader.Read(root, config)),
        };
        return JsonFile.Interpret(config.File ?? path, () => tokenizer.WithConfig(path, config));
    }

    private static IEnumerable<string> Names(string folder) =>
        new[] { JsonName, "tokenizer.model", "vocab.json", "vocab.txt" }
            .Where(name => name != "vocab.json" || System.IO.File.Exists(Path.Combine(folder, "merges.txt")))
            .Select(name => Path.Combine(folder, name));
}
