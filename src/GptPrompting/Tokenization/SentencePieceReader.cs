using Google.Protobuf;

namespace GptPrompting.Tokenization;

using Algorithm = SentencePieceTraining.Types.Algorithm;

/// <summary>Reads a <c>tokenizer.model</c> of SentencePiece; what it cannot honour it refuses by name.</summary>
internal static class SentencePieceReader
{
    // Ids of pieces, of single characters and of frozen pieces must stay apart.
    private const int MostPieces = 1 << 22;

    /// <exception cref="ModelFormatException">
    /// The file is of another kind, contradicts itself, or asks for what is not supported.
    /// </exception>
    public static HuggingFaceTokenizer Load(string path, TokenizerConfig config)
    {
        byte[] bytes = File.ReadAllBytes(path);
        LfsPointer.Refuse(path, bytes);
        try
        {
            SentencePieceModel model = SentencePieceModel.Parser.ParseFrom(bytes);
            return JsonFile.Interpret(path, () => new SentencePieceTokenizer(Checked(model), config).Create());
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new ModelFormatException(path, $"this is no SentencePiece model: {e.Message}", e);
        }
    }

    private static SentencePieceModel Checked(SentencePieceModel model)
    {
        model.Training ??= new SentencePieceTraining();
        model.Normalization ??= new SentencePieceNormalization();
        if (model.Pieces.Count is 0 or > MostPieces)
        {
            throw new FormatException($"there are {model.Pieces.Count} pieces; there must be 1 to {MostPieces}");
        }

        if (model.Training.Algorithm is not (Algorithm.Bpe or Algorithm.Unigram))
        {
            throw new FormatException($"the model is {model.Training.Algorithm}; only BPE and unigram are supported");
        }

        if (model.Training.SpacesEndWords)
        {
            throw new FormatException("'treat_whitespace_as_suffix' is not supported");
        }

        if (model.Denormalization is { CharacterMap.Length: > 0 })
        {
            throw new FormatException("'denormalizer_spec' is not supported");
        }

        foreach ((int id, VocabularyPiece piece) in model.Pieces.Index())
        {
            RequireKnown(piece, id);
        }

        return model;
    }

    private static void RequireKnown(VocabularyPiece piece, int id)
    {
        if (piece.Text.Length == 0)
        {
            throw new FormatException($"the piece {id} is empty");
        }

        if (!Enum.IsDefined(piece.Kind) || piece.Kind == VocabularyPiece.Types.Kind.Unused)
        {
            throw new FormatException($"the piece {id} is of the kind {piece.Kind}, which is not supported");
        }

        if (!float.IsFinite(piece.Score))
        {
            throw new FormatException($"the piece {id} has the score {piece.Score}");
        }
    }
}
