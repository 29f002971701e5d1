namespace GptPrompting.Tokenization;

using Kind = VocabularyPiece.Types.Kind;

/// <summary>Puts a tokenizer together out of the parts of a SentencePiece model.</summary>
internal sealed class SentencePieceTokenizer
{
    private const char VisibleSpace = '\u2581';

    private readonly SentencePieceModel _model;
    private readonly TokenizerConfig _config;
    private readonly Dictionary<string, int> _tokens = new(StringComparer.Ordinal);

    /// <exception cref="FormatException">Two pieces have one text.</exception>
    public SentencePieceTokenizer(SentencePieceModel model, TokenizerConfig config)
    {
        (_model, _config) = (model, config);
        foreach ((int id, VocabularyPiece piece) in model.Pieces.Index())
        {
            if (!_tokens.TryAdd(piece.Text, id))
            {
                throw new FormatException($"the piece '{piece.Text}' has two ids, {_tokens[piece.Text]} and {id}");
            }
        }
    }

    private char Mark => _model.Normalization.EscapesSpaces ? VisibleSpace : ' ';

    private bool BeginsWithSpace => _config.Flag("add_prefix_space") ?? _model.Normalization.BeginsWithSpace;

    /// <exception cref="FormatException">The parts contradict one another.</exception>
    public HuggingFaceTokenizer Create()
    {
        Dictionary<string, string> roles = Roles();
        List<AddedToken> added = _config.AddedTokens(
            token => _tokens.TryGetValue(token, out int id) ? id : null, Special().Select(piece => piece.Text));
        TokenDecoding decoding = Decoding();
        var vocabulary = new Vocabulary(_tokens, added, decoding.CreateBytesOf());
        var normalizer = new SentencePieceNormalizer(
            _model.Normalization.CharacterMap is { Length: > 0 } map ? new CharacterMap(map.Span) : null,
            TextsOf(Kind.UserDefined), Mark, _model.Normalization.RemovesExtraSpaces);
        ISplitter splitter = new MarkSplitter(Mark, Scheme());
        var encoder = new TextEncoder(CreateModel(), splitter, normalizer, added);
        return new HuggingFaceTokenizer(encoder, vocabulary, decoding, Template(roles, vocabulary)).WithRoles(roles);
    }

    // Transformers once put a space after every special token, and still does where the config does not say otherwise.
    private PrependScheme Scheme() => !BeginsWithSpace ? PrependScheme.Never
        : _config.Flag("legacy") ?? true ? PrependScheme.Always
        : PrependScheme.First;

    private IEnumerable<VocabularyPiece> Special() =>
        _model.Pieces.Where(piece => piece.Kind is Kind.Control or Kind.Unknown);

    private string[] TextsOf(Kind kind) =>
        [.. _model.Pieces.Where(piece => piece.Kind == kind).Select(piece => piece.Text)];

    private Dictionary<string, string> Roles()
    {
        SentencePieceTraining training = _model.Training;
        Dictionary<string, string> roles = new(StringComparer.Ordinal);
        foreach ((string role, int id, Kind kind) in new[]
        {
            ("unk_token", training.UnknownId, Kind.Unknown), ("bos_token", training.BosId, Kind.Control),
            ("eos_token", training.EosId, Kind.Control), ("pad_token", training.PadId, Kind.Control),
        })
        {
            if (id >= 0 && id < _model.Pieces.Count && _model.Pieces[id].Kind == kind)
            {
                roles.Add(role, _model.Pieces[id].Text);
            }
        }

        return roles;
    }

    private ITokenModel CreateModel()
    {
        double[] scores = [.. _model.Pieces.Select(piece => (double)piece.Score)];
        Dictionary<string, int> pieces = _model.Pieces.Index()
            .Where(piece => piece.Item.Kind is Kind.Normal or Kind.UserDefined)
            .ToDictionary(piece => piece.Item.Text, piece => piece.Index, StringComparer.Ordinal);
        int[]? bytes = _model.Training.FallsBackToBytes ? UnknownPieces.FindByteIds(_tokens)
            ?? throw new FormatException("'byte_fallback' is on, but a byte has no piece") : null;
        int unknownId = _model.Pieces.Index().Where(piece => piece.Item.Kind == Kind.Unknown)
            .Select(piece => (int?)piece.Index).FirstOrDefault()
            ?? throw new FormatException("there is no unknown piece");
        var unknown = new UnknownPieces(unknownId, bytes);
        return _model.Training.Algorithm == SentencePieceTraining.Types.Algorithm.Bpe
            ? MarkedWordModel.Remembering(
                new ScoredPairModel(pieces, scores, TextsOf(Kind.UserDefined), unknown), pieces)
            : new RememberingModel(CreateUnigram(pieces, scores, unknown));
    }

    // Unknown characters are worse than any piece, and pieces that a user has defined better than any other.
    private UnigramModel CreateUnigram(Dictionary<string, int> pieces, double[] scores, UnknownPieces unknown)
    {
        float[] normal = [.. _model.Pieces.Where(piece => piece.Kind == Kind.Normal).Select(piece => piece.Score)];
        (float least, float most) = normal.Length == 0 ? (0, 0) : (normal.Min(), normal.Max());
        foreach ((int id, VocabularyPiece piece) in _model.Pieces.Index())
        {
            if (piece.Kind == Kind.UserDefined)
            {
                scores[id] = (System.Text.Encoding.UTF8.GetByteCount(piece.Text) * most) - 0.1;
            }
        }

        return new UnigramModel(pieces, scores, least - 10f, unknown, isSingle: true);
    }

    private TokenDecoding Decoding()
    {
        (char mark, bool strips) = (Mark, BeginsWithSpace || _model.Normalization.RemovesExtraSpaces);
        return TokenDecoding.Of(() =>
        [
            new ReplaceStage(token => token.Replace(mark, ' ')),
            new ByteFallbackStage(),
            new StripStage(' ', strips ? 1 : 0, 0, isFused: true),
        ]);
    }

    private SpecialTokenTemplate Template(Dictionary<string, string> roles, Vocabulary vocabulary)
    {
        bool beginsText = _config.Flag("add_bos_token") ?? true;
        bool endsText = _config.Flag("add_eos_token") ?? false;
        return new SpecialTokenTemplate(Id(beginsText, "bos_token"), Id(endsText, "eos_token"));

        int[] Id(bool isWanted, string role)
        {
            string? token = _config.Names(role) ? _config.Role(role)?.Content : roles.GetValueOrDefault(role);
            return isWanted && token is not null && vocabulary.IdOf(token) is int id ? [id] : [];
        }
    }
}
