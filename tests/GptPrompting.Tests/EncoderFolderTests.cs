using GptPrompting.States;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests;

public sealed class EncoderFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_EmbeddingsFromAGraphWithoutStates_SaysWhatIsMissing()
    {
        var e = Assert.Throws<ModelFormatException>(() => EmbeddingModel.Load(Encoders.Folder("tiny-roberta")));

        Assert.Contains("gives no hidden states or sentence embedding", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_MaskedModelFromAGraphWithoutLogits_SaysWhichTaskToExport()
    {
        var e = Assert.Throws<ModelFormatException>(() => MaskedLanguageModel.Load(Encoders.Folder("tiny-sentence")));

        Assert.Contains("no output 'logits'", e.Message, StringComparison.Ordinal);
        Assert.Contains("for the task fill-mask", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_DecoderFromAMaskedModel_PointsToTheOtherType()
    {
        var e = Assert.Throws<ModelFormatException>(() => LanguageModel.Load(Encoders.Folder("tiny-roberta")));

        Assert.Contains("open it as a MaskedLanguageModel", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_MaskedModelFromADecoder_PointsToTheOtherType()
    {
        var e = Assert.Throws<ModelFormatException>(() => MaskedLanguageModel.Load(InBox.Folder));

        Assert.Contains("open it as a LanguageModel", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tokenizer_config.json", "\"<mask>\"", "\"<hidden>\"", "no mask token")]
    [InlineData("config.json", "\"vocab_size\": 280", "\"vocab_size\": 281", "but vocab_size in config.json is 281")]
    [InlineData("config.json", "\"max_position_embeddings\": 34", "\"other\": 1", "neither max_position_embeddings")]
    public void Load_FilesThatContradict_SaysWhich(string file, string old, string changed, string expected)
    {
        CopyFolder("tiny-roberta");
        string path = Path.Combine(_folder.Path, file);
        string text = File.ReadAllText(path);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(old, changed, StringComparison.Ordinal));

        var e = Assert.Throws<ModelFormatException>(() => MaskedLanguageModel.Load(_folder.Path));

        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_NoConfig_NamesTheFile()
    {
        CopyFolder("tiny-roberta");
        File.Delete(Path.Combine(_folder.Path, "config.json"));

        var e = Assert.Throws<FileNotFoundException>(() => MaskedLanguageModel.Load(_folder.Path));

        Assert.Contains("config.json", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pooling_mode_cls_token", Pooling.FirstToken)]
    [InlineData("pooling_mode_mean_tokens", Pooling.Mean)]
    [InlineData("pooling_mode_lasttoken", Pooling.LastToken)]
    public void Embed_FolderSaysHowToPool_DoesSo(string mode, Pooling expected)
    {
        CopyFolder("tiny-decoder");
        _folder.Write("1_Pooling/config.json", $$"""{"word_embedding_dimension": 32, "{{mode}}": true}""");

        Assert.Equal(expected, SentencePooling.Read(Path.Combine(_folder.Path, "1_Pooling", "config.json")));
    }

    [Theory]
    [InlineData("""{"pooling_mode_max_tokens": true}""", "pooling by pooling_mode_max_tokens is not done here")]
    [InlineData("""{"pooling_mode_cls_token": false}""", "pooling by nothing is not done here")]
    [InlineData(
        """{"pooling_mode_cls_token": true, "pooling_mode_mean_tokens": true}""",
        "pooling by pooling_mode_cls_token and pooling_mode_mean_tokens is not done here")]
    public void ReadPooling_AnotherKind_IsRefused(string json, string expected)
    {
        string path = _folder.Write("config.json", json);

        var e = Assert.Throws<ModelFormatException>(() => SentencePooling.Read(path));

        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    private void CopyFolder(string name)
    {
        foreach (string file in Directory.EnumerateFiles(Encoders.Folder(name)))
        {
            _folder.Copy(file, Path.GetFileName(file));
        }
    }
}
