using System.Text.Json;

namespace GptPrompting.Tokenization;

/// <summary>Reads a <c>tokenizer.json</c>; what it cannot honour it refuses by name.</summary>
internal static class TokenizerReader
{
    /// <param name="root">The file.</param>
    /// <param name="config">What lies beside it; null where that is in it already.</param>
    /// <exception cref="FormatException">
    /// The file is of another kind, contradicts itself, or asks for what is not supported.
    /// </exception>
    /// <exception cref="ModelFormatException">A file beside it is not what it should be.</exception>
    public static HuggingFaceTokenizer Read(JsonElement root, TokenizerConfig? config = null)
    {
        Dictionary<string, int> tokens = ModelReader.ReadTokens(root);
        AddedToken[] addedTokens = AddedTokenReader.ReadAll(root);
        if (config is not null)
        {
            addedTokens = [.. addedTokens, .. InConfig(() => Others(config, tokens, addedTokens))];
        }

        (ISplitter splitter, bool isByteLevel) = SplitterReader.Read(root);
        INormalizer? normalizer = NormalizerReader.Read(root);
        TokenDecoding decoding = DecodingReader.Read(root, isByteLevel);
        var vocabulary = new Vocabulary(tokens, addedTokens, decoding.CreateBytesOf());
        ITokenModel model = ModelReader.Read(root, tokens, isByteLevel);
        SpecialTokenTemplate template = root.Member("post_processor") is { } processor
            ? TemplateReader.Read(processor)
            : SpecialTokenTemplate.Empty;
        template = InConfig(() => config?.Template(vocabulary.IdOf)) ?? template;
        foreach (int id in template.Before.Concat(template.After).Where(id => vocabulary.BytesOf(id) is null))
        {
            throw new FormatException($"the post_processor adds the token {id}, which there is not");
        }

        var encoder = new TextEncoder(model, splitter, normalizer, addedTokens);
        return new HuggingFaceTokenizer(encoder, vocabulary, decoding, template);

        T InConfig<T>(Func<T> read) => config?.File is string file ? JsonFile.Interpret(file, read) : read();
    }

    /// <returns>
    /// The added tokens that only the config names, which transformers adds as well. An id that is another token's in
    /// the file means nothing to the model; transformers would count on from the highest.
    /// </returns>
    private static List<AddedToken> Others(
        TokenizerConfig config, Dictionary<string, int> tokens, AddedToken[] addedTokens)
    {
        HashSet<string> known = [.. addedTokens.Select(token => token.Content)];
        List<AddedToken> others = config.AddedTokens(IdOf, []);
        others.RemoveAll(token => known.Contains(token.Content));
        if (others.Count == 0)
        {
            // As nearly always; the ids of a large vocabulary take a while to gather.
            return others;
        }

        HashSet<int> taken = [.. tokens.Values, .. addedTokens.Select(token => token.Id)];
        others.RemoveAll(token => IdOf(token.Content) is null && taken.Contains(token.Id));
        return others.ConvertAll(token => token with { Id = IdOf(token.Content) ?? token.Id });

        int? IdOf(string token) => tokens.TryGetValue(token, out int id) ? id : null;
    }
}
