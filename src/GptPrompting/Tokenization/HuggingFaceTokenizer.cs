using System.Text;
using Microsoft.ML.Tokenizers;

namespace GptPrompting.Tokenization;

/// <summary>
/// Text to token ids and back, by a <c>tokenizer.json</c> of BPE, WordPiece or unigrams as Hugging Face writes it, or
/// by the files that came before it: SentencePiece's <c>tokenizer.model</c>, <c>vocab.json</c> with <c>merges.txt</c>,
/// <c>vocab.txt</c>.
/// </summary>
/// <remarks>
/// Gives the ids and texts of Hugging Face's tokenizers in Rust, which models were trained with; where the JavaScript
/// of @huggingface/tokenizers differs (U+FEFF is white space there and U+0085 is not, only ASCII digits are digits),
/// Rust counts. By byte-level BPE every text survives the round trip unless the file has a normaliser or an added token
/// that strips white space. Truncation and padding that a file asks for are not applied: they belong to training
/// batches. Safe for many threads at once.
/// </remarks>
public sealed partial class HuggingFaceTokenizer : Tokenizer
{
    private readonly TextEncoder _encoder;
    private readonly Vocabulary _vocabulary;
    private readonly TokenDecoding _decoding;
    private readonly SpecialTokenTemplate _template;

    internal HuggingFaceTokenizer(
        TextEncoder encoder, Vocabulary vocabulary, TokenDecoding decoding, SpecialTokenTemplate template) =>
        (_encoder, _vocabulary, _decoding, _template, _marks, _dataEncoder) = (
            encoder, vocabulary, decoding, template,
            new AddedTokenFinder(encoder.AddedTokens.Where(token => token.IsMark)), encoder.WithoutMarks());

    /// <summary>The token that begins a text; null where no file names one.</summary>
    public int? BosId { get; internal init; }

    /// <summary>The token that ends a text; null where no file names one.</summary>
    public int? EosId { get; internal init; }

    /// <summary>The token for what has no other; null where no file names one that the vocabulary has.</summary>
    public int? UnkId { get; internal init; }

    /// <summary>The token that fills batches up; null where no file names one that the vocabulary has.</summary>
    public int? PadId { get; internal init; }

    /// <summary>The token before a text of BERT's family; null where no file names one.</summary>
    public int? ClsId { get; internal init; }

    /// <summary>The token after a text of BERT's family; null where no file names one.</summary>
    public int? SepId { get; internal init; }

    /// <summary>The token in the place of a word to be found; null where no file names one.</summary>
    public int? MaskId { get; internal init; }

    /// <summary>
    /// Most tokens of one text, by <c>tokenizer_config.json</c>; null where it names none or no real limit.
    /// </summary>
    public int? ModelMaxLength { get; internal init; }

    /// <summary>Highest token id + 1: the smallest width of logits that this tokenizer can go with.</summary>
    public int VocabularySize => _vocabulary.Size;

    /// <summary>
    /// How many token ids stand for a token; below <see cref="VocabularySize"/> where ids are left out.
    /// </summary>
    public int TokenCount => _vocabulary.TokenCount;

    /// <summary>Encodes a text.</summary>
    /// <param name="text">Any well-formed text; may be empty.</param>
    /// <param name="addSpecialTokens">
    /// Whether to put the special tokens around it that the file's post-processor asks for.
    /// </param>
    /// <returns>The token ids.</returns>
    /// <exception cref="ArgumentException">The text has half a surrogate pair; the message gives its index.</exception>
    public int[] Encode(string text, bool addSpecialTokens)
    {
        ArgumentNullException.ThrowIfNull(text);
        var settings = new EncodeSettings { ConsiderNormalization = true, ConsiderPreTokenization = true };
        List<int> ids = Encode(text, settings).Ids;
        return addSpecialTokens ? [.. _template.Before, .. ids, .. _template.After] : [.. ids];
    }

    /// <summary>The text of tokens, special ones included; bytes that are not UTF-8 become U+FFFD.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No token has an id.</exception>
    public override string Decode(IEnumerable<int> ids) => Decode(ids, skipSpecialTokens: false);

    /// <summary>
    /// The text of tokens; bytes that are not UTF-8 become U+FFFD, one per maximal part of a character.
    /// </summary>
    /// <param name="ids">Token ids.</param>
    /// <param name="skipSpecialTokens">Whether to leave special tokens out.</param>
    /// <exception cref="ArgumentOutOfRangeException">No token has an id.</exception>
    public string Decode(IEnumerable<int> ids, bool skipSpecialTokens)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var decoder = new IncrementalDecoder(this);
        var text = new StringBuilder();
        foreach (int id in ids)
        {
            text.Append(skipSpecialTokens && IsSpecial(id) ? "" : decoder.Append(id));
        }

        return text.Append(decoder.Flush()).ToString();
    }

    /// <summary>The bytes that a token stands for; several tokens may make one character.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No token has the id.</exception>
    public ReadOnlyMemory<byte> TokenBytes(int id) => _vocabulary.BytesOf(id) ?? throw NoToken(id);

    /// <summary>A token by itself as text; what is not a whole character is U+FFFD.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No token has the id.</exception>
    public string TokenText(int id) => Encoding.UTF8.GetString(TokenBytes(id).Span);

    /// <summary>
    /// The id of a token, written as in <c>tokenizer.json</c> (a space is Ġ), or null where there is none.
    /// </summary>
    public int? IdOf(string token) => _vocabulary.IdOf(token ?? throw new ArgumentNullException(nameof(token)));

    /// <summary>Whether a token marks something, as the end of a text, and is not text itself.</summary>
    public bool IsSpecial(int id) => _vocabulary.IsSpecial(id);

    /// <summary>The file that the tokenizer was read from; "" where there was none.</summary>
    internal string File { get; init; } = "";

    /// <summary>Whether <see cref="TokenBytes"/> are what a token adds to a text that has begun.</summary>
    internal bool TokensAreText => _decoding.IsTokenwise;

    internal bool HasToken(int id) => _vocabulary.BytesOf(id) is not null;

    /// <returns>What turns tokens into text; null where their bytes do.</returns>
    internal TokenStages? CreateStages() => _decoding.CreateStages();

    /// <returns>A token as the file writes it.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No token has the id.</exception>
    internal string RawToken(int id) => _vocabulary.TokenOf(id) ?? throw NoToken(id);

    private ArgumentOutOfRangeException NoToken(int id) =>
        new(nameof(id), id, $"No token has the id {id}; ids go from 0 to {VocabularySize - 1}.");

    private EncodedText Encode(string text, EncodeSettings settings, bool withSegments = false)
    {
        WholeCharacters.Require(text);
        bool normalize = settings.ConsiderNormalization && _encoder.HasNormalizer;
        var output = new EncodedText
        {
            Segments = withSegments ? [] : null,
            Lengths = withSegments ? [] : null,
            Normalized = normalize ? new StringBuilder(text.Length) : null,
        };
        _encoder.Encode(text, normalize, settings.ConsiderPreTokenization, output);
        return output;
    }
}
