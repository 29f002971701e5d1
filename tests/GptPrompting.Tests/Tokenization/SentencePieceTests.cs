using System.Text.Json;
using Google.Protobuf;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tokenization;

// Models of tests/Oracle/sentence_piece.py; ids and texts by SentencePiece.
public sealed class SentencePieceTests : IDisposable
{
    private static readonly string[] Texts = [.. ExpectedFile.ReadLines("tokens.tiny-gpt.jsonl.gz")
        .Take(2_500).Select(line => line[0].GetString()!)];

    private static readonly Dictionary<string, Action<SentencePieceModel>> Damages = new()
    {
        ["no pieces"] = model => model.Pieces.Clear(),
        ["empty"] = model => model.Pieces[3].Text = "",
        ["twice"] = model => model.Pieces[4].Text = "a",
        ["score"] = model => model.Pieces[5].Score = float.NaN,
        ["unused"] = model => model.Pieces[6].Kind = VocabularyPiece.Types.Kind.Unused,
        ["word"] = model => model.Training.Algorithm = SentencePieceTraining.Types.Algorithm.Word,
        ["suffix"] = model => model.Training.SpacesEndWords = true,
        ["bytes"] = model => model.Pieces[70].Text = "\n\n\n\n",
        ["unknown"] = model => model.Pieces[0].Kind = VocabularyPiece.Types.Kind.Control,
        ["map"] = model => model.Normalization.CharacterMap = ByteString.CopyFrom(1, 2, 3),
    };

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Names => ["llama", "normalized", "no-prefix", "unigram", "unigram-bytes"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Encode_ModelFile_GivesSentencePiecesIds(string name)
    {
        HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.Load(PathOf(name));
        var expected = ExpectedFile.ReadLines($"piece.{name}.jsonl.gz");

        Assert.All(expected.Zip(Texts), line =>
        {
            int[] ids = line.First[0].Ids();
            Assert.Equal(ids, tokenizer.Encode(line.Second, addSpecialTokens: false));
            Assert.Equal([1, .. ids], tokenizer.Encode(line.Second, addSpecialTokens: true));
            Assert.Equal(ids, tokenizer.EncodeToTokens(line.Second, out _).Select(token => token.Id));
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Decode_ModelFile_GivesSentencePiecesText(string name)
    {
        HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.Load(PathOf(name));
        var expected = ExpectedFile.ReadLines($"piece.{name}.jsonl.gz");

        Assert.All(expected.Where(line => line[1].ValueKind != JsonValueKind.Null), line =>
            Assert.Equal(line[1].GetString(), tokenizer.Decode(line[0].Ids())));
    }

    [Fact]
    public void Load_ModelFile_NamesItsSpecialTokens()
    {
        HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.Load(PathOf("normalized"));

        Assert.Equal((0, 1, 2, null), (tokenizer.UnkId, tokenizer.BosId, tokenizer.EosId, tokenizer.PadId));
        Assert.True(tokenizer.IsSpecial(tokenizer.IdOf("<ctl>")!.Value));
        Assert.False(tokenizer.IsSpecial(tokenizer.IdOf("<sep>")!.Value));
    }

    [Theory]
    [InlineData("""{"add_bos_token": false, "add_eos_token": true}""", "", "</s>")]
    [InlineData("""{"bos_token": "<ctl>"}""", "<ctl>", "")]
    [InlineData("""{"bos_token": null}""", "", "")]
    public void Encode_ConfigBesideTheModel_SaysWhatGoesAround(string config, string before, string after)
    {
        HuggingFaceTokenizer tokenizer = LoadWith("normalized", config);

        int[] ids = tokenizer.Encode("hello", addSpecialTokens: true);

        Assert.Equal($"{before} hello{after}".Trim(), tokenizer.Decode(ids).Trim());
    }

    [Theory]
    [InlineData("{}", "a</s>▁b")]
    [InlineData("""{"legacy": true}""", "▁a</s>▁b")]
    [InlineData("""{"legacy": false}""", "▁a</s>b")]
    [InlineData("""{"add_prefix_space": false}""", "a</s>b")]
    public void Encode_AfterASpecialToken_BeginsWithASpaceAsTheConfigSays(string config, string pieces)
    {
        HuggingFaceTokenizer tokenizer = LoadWith("llama", config);

        int[] ids = tokenizer.Encode("a</s>b", addSpecialTokens: false);

        Assert.EndsWith(pieces, string.Concat(ids.Select(tokenizer.RawToken)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no pieces", "there are 0 pieces")]
    [InlineData("empty", "the piece 3 is empty")]
    [InlineData("twice", "the piece 'a' has two ids, 4 and ")]
    [InlineData("score", "the piece 5 has the score NaN")]
    [InlineData("unused", "the piece 6 is of the kind Unused")]
    [InlineData("word", "the model is Word")]
    [InlineData("suffix", "'treat_whitespace_as_suffix' is not supported")]
    [InlineData("bytes", "'byte_fallback' is on, but a byte has no piece")]
    [InlineData("unknown", "there is no unknown piece")]
    [InlineData("map", "the character map is cut short")]
    public void Load_ModelThatCannotBeHonoured_IsRefusedByName(string name, string text)
    {
        SentencePieceModel model = SentencePieceModel.Parser.ParseFrom(File.ReadAllBytes(PathOf("llama")));
        Damages[name](model);
        string path = _folder.Write($"{name}.model", model.ToByteArray());

        var error = Assert.Throws<ModelFormatException>(() => HuggingFaceTokenizer.Load(path));

        Assert.Contains($"{name}.model: error: {text}", error.Message);
    }

    [Fact]
    public void Load_NoProtobuf_IsRefused()
    {
        string path = _folder.Write("tokenizer.model", "not a model");

        var error = Assert.Throws<ModelFormatException>(() => HuggingFaceTokenizer.Load(path));

        Assert.Contains("tokenizer.model: error: this is no SentencePiece model: ", error.Message);
    }

    private static string PathOf(string name) =>
        Path.Combine(AppContext.BaseDirectory, "Expected", $"piece.{name}.model");

    private HuggingFaceTokenizer LoadWith(string name, string config)
    {
        File.Copy(PathOf(name), Path.Combine(_folder.Path, "tokenizer.model"));
        _folder.Write("tokenizer_config.json", config);
        return HuggingFaceTokenizer.LoadFolder(_folder.Path);
    }
}
