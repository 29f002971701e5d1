using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests;

public sealed class LanguageModelLoadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_InBoxFolder_ReadsItsSizes()
    {
        Assert.Equal("tiny-gpt", InBox.Model.Id);
        Assert.Equal(512, InBox.Model.ContextLength);
        Assert.Equal(2048, InBox.Model.VocabularySize);
    }

    [Fact]
    public void Load_FolderWithTrailingSeparator_IsNamedAfterTheFolder()
    {
        using LanguageModel model = LanguageModel.Load(InBox.Folder + Path.DirectorySeparatorChar);

        Assert.Equal("tiny-gpt", model.Id);
    }

    [Theory]
    [InlineData("config.json")]
    [InlineData("model_fp16.onnx")]
    public void Load_FileIsMissing_Throws(string name)
    {
        CopyModel();
        File.Delete(Path.Combine(_folder.Path, name));

        var e = Assert.Throws<FileNotFoundException>(Load);

        Assert.Contains(Path.GetExtension(name), e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Generate_ContextOfTheConfigBeyondTheGraphs_SaysWhatToCompare()
    {
        CopyModel();
        string config = File.ReadAllText(Path.Combine(_folder.Path, "config.json"));
        _folder.Write("config.json", config.Replace("512", "2048", StringComparison.Ordinal));
        using LanguageModel model = LanguageModel.Load(_folder.Path);

        var e = Assert.Throws<ModelFormatException>(() => model.Generate(string.Concat(Enumerable.Repeat(" a", 600))));

        Assert.Contains("[-512,511]", e.Message, StringComparison.Ordinal);
        Assert.Contains("compare its context length (n_positions", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_TokenizerOfASmallerVocabulary_SaysItBelongsToAnotherModel()
    {
        CopyModel();
        _folder.Write("tokenizer.json", Tokenization.TokenizerJson.Of("a b").ToJsonString());
        File.Delete(Path.Combine(_folder.Path, "tokenizer_config.json"));

        var e = Assert.Throws<ModelFormatException>(Load);

        Assert.Contains("257 tokens, but the model's logits have 2048 columns", e.Message, StringComparison.Ordinal);
        Assert.EndsWith("tokenizer.json", e.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_TokenizerWithIdsBeyondTheLogits_Throws()
    {
        CopyModel();
        string path = Path.Combine(_folder.Path, "tokenizer.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"id\": 2047", "\"id\": 2048", StringComparison.Ordinal)
            .Replace("\"<|endoftext|>\": 2047", "\"<|endoftext|>\": 2048", StringComparison.Ordinal));

        var e = Assert.Throws<ModelFormatException>(Load);

        Assert.Contains("token ids go up to 2048", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("config.json", "bos_token_id", "99999")]
    [InlineData("config.json", "eos_token_id", "2048")]
    [InlineData("generation_config.json", "bos_token_id", "2048")]
    [InlineData("generation_config.json", "eos_token_id", "[3, 2048]")]
    public void Load_SpecialTokenBeyondTheLogits_NamesFileKeyAndBothNumbers(string file, string key, string value)
    {
        CopyModel();
        File.Delete(Path.Combine(_folder.Path, "generation_config.json"));
        _folder.Write(file, $$"""{"n_positions": 512, "{{key}}": {{value}}}""");

        var e = Assert.Throws<ModelFormatException>(Load);

        string highest = value.Contains("2048", StringComparison.Ordinal) ? "2048" : value;
        Assert.EndsWith(file, e.Path, StringComparison.Ordinal);
        Assert.Contains(
            $"{key} has the token id {highest}, but the model's logits have 2048 columns",
            e.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"bos_token": "<|endoftext|>"}""", "")]
    [InlineData("{}", "&")]
    public void Load_BosToken_IsTheTokenizersAndElseTheConfigs(string tokenizerConfig, string sameContext)
    {
        CopyModel();
        File.Delete(Path.Combine(_folder.Path, "generation_config.json"));
        int ampersand = InBox.Model.Tokenizer.IdOf("&")!.Value;
        _folder.Write("config.json", $$"""{"n_positions": 512, "eos_token_id": 2047, "bos_token_id": {{ampersand}}}""");
        _folder.Write("tokenizer_config.json", tokenizerConfig);

        using LanguageModel model = Load();

        Assert.Equal(InBox.Model.Score(sameContext, "Once").Loss, model.Score("", "Once").Loss, 1e-4);
    }

    [Fact]
    public void Load_NoContextLength_NamesTheKeys()
    {
        CopyModel();
        _folder.Write("config.json", """{"vocab_size": 2048}""");

        var e = Assert.Throws<ModelFormatException>(Load);

        Assert.Contains("n_positions", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_GraphIsText_Throws()
    {
        CopyModel();
        _folder.Write("model_fp16.onnx", "<html>not found</html>");

        Assert.Throws<ModelFormatException>(Load);
    }

    // Both are read at the same time.
    [Fact]
    public void Load_TokenizerAndGraphAreDamaged_NamesTheTokenizer()
    {
        CopyModel();
        _folder.Write("model_fp16.onnx", "This is no graph.");
        _folder.Write("tokenizer.json", "This is no tokenizer.");

        var e = Assert.Throws<ModelFormatException>(Load);

        Assert.EndsWith("tokenizer.json", e.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ThreadsOption_GivesTheSameScores()
    {
        using LanguageModel model = LanguageModel.Load(InBox.Folder, new LanguageModelOptions { Threads = 1 });

        Assert.Equal(InBox.Model.Score("Once upon", " a time").Loss, model.Score("Once upon", " a time").Loss, 1e-4);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1025)]
    public void Threads_OutOfRange_NamesTheRange(int threads)
    {
        var thrown = Assert.Throws<ArgumentOutOfRangeException>(() => new LanguageModelOptions { Threads = threads });

        Assert.StartsWith(
            $"Threads is {threads}; it must be from 1 to 1024.", thrown.Message, StringComparison.Ordinal);
    }

    private LanguageModel Load() => LanguageModel.Load(_folder.Path);

    private void CopyModel()
    {
        foreach (string file in Directory.EnumerateFiles(InBox.Folder))
        {
            _folder.Copy(file, Path.GetFileName(file));
        }
    }
}
