using System.Text.Json;

namespace GptPrompting.Tokenization;

/// <summary>Reads a <c>tokenizer.json</c>; what it cannot honour it refuses by name.</summary>
internal static class TokenizerReader
{
    /// <exception cref="FormatException">
    /// The file is of another kind, contradicts itself, or asks for what is not supported.
    /// </exception>
    public static HuggingFaceTokenizer Read(JsonElement root)
    {
        Dictionary<string, int> tokens = ModelReader.ReadTokens(root);
        AddedToken[] addedTokens = AddedTokenReader.ReadAll(root);
        (ISplitter splitter, bool isByteLevel) = SplitterReader.Read(root);
        INormalizer? normalizer = NormalizerReader.Read(root);
        TokenDecoding decoding = DecodingReader.Read(root, isByteLevel);
        var vocabulary = new Vocabulary(tokens, addedTokens, decoding.CreateBytesOf());
        ITokenModel model = ModelReader.Read(root, tokens, isByteLevel);
        SpecialTokenTemplate template = root.Member("post_processor") is { } processor
            ? TemplateReader.Read(processor)
            : SpecialTokenTemplate.Empty;
        foreach (int id in template.Before.Concat(template.After).Where(id => vocabulary.BytesOf(id) is null))
        {
            throw new FormatException($"the post_processor adds the token {id}, which there is not");
        }

        var encoder = new TextEncoder(model, splitter, normalizer, addedTokens);
        return new HuggingFaceTokenizer(encoder, vocabulary, decoding, template);
    }
}
