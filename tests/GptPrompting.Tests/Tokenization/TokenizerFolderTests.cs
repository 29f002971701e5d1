using System.Text.Json.Nodes;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tokenization;

public sealed class TokenizerFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void LoadFolder_SeveralTokenizers_TakesTheFirstKind()
    {
        _folder.Write("vocab.txt", "[UNK]\n[CLS]\n[SEP]\na\n");
        Assert.Equal(4, HuggingFaceTokenizer.LoadFolder(_folder.Path).TokenCount);

        WriteBytePairs(("a b", "ab"));
        Assert.Equal(257, HuggingFaceTokenizer.LoadFolder(_folder.Path).TokenCount);

        File.Copy(
            Path.Combine(AppContext.BaseDirectory, "Expected", "piece.llama.model"),
            Path.Combine(_folder.Path, "tokenizer.model"));
        Assert.NotNull(HuggingFaceTokenizer.LoadFolder(_folder.Path).IdOf("<0x41>"));

        _folder.Write("tokenizer.json", TokenizerJson.Of("a b", "c d").ToJsonString());
        Assert.Equal(258, HuggingFaceTokenizer.LoadFolder(_folder.Path).TokenCount);
    }

    [Fact]
    public void LoadFolder_NoTokenizer_SaysWhatIsMissing()
    {
        _folder.Write("vocab.json", "{}");

        var error = Assert.Throws<FileNotFoundException>(() => HuggingFaceTokenizer.LoadFolder(_folder.Path));

        Assert.Contains($"There is no tokenizer.json in {_folder.Path}, and neither tokenizer.model", error.Message);
    }

    [SkippableFact]
    public void LoadFolder_FilesOfGpt2_GivesTheOraclesIds()
    {
        HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.LoadFolder(ExpectedFile.Shared("data/gpt2-bpe"));
        var texts = ExpectedFile.ReadLines("tokens.tiny-gpt.jsonl.gz").Select(line => line[0].GetString()!);
        var expected = ExpectedFile.ReadLines("tokens.gpt2.jsonl.gz");

        Assert.Equal((50256, 50256, 50256), (tokenizer.BosId, tokenizer.EosId, tokenizer.UnkId));
        Assert.All(expected.Zip(texts).Take(1_000), line =>
            Assert.Equal(line.First.Ids(), tokenizer.Encode(line.Second, addSpecialTokens: true)));
    }

    [Theory]
    [InlineData("{}", "ab|Ġab|<|s|>")]
    [InlineData("""{"add_prefix_space": true}""", "Ġab|Ġab|<|s|>")]
    [InlineData("""{"add_bos_token": true, "bos_token": "<s>"}""", "<s>|ab|Ġab|<s>")]
    [InlineData("""{"tokenizer_class": "RobertaTokenizerFast", "eos_token": "<s>", "sep_token": "<s>"}""",
        "<s>|ab|Ġab|<s>|<s>")]
    [InlineData("""{"added_tokens_decoder": {"258": {"content": "<s>", "lstrip": true}}}""", "ab|Ġab|<s>")]
    public void LoadFolder_BytePairsWithConfig_HonoursIt(string config, string tokens)
    {
        WriteBytePairs(("a b", "ab"), ("Ġ ab", "Ġab"), ("", "<s>"));
        _folder.Write("tokenizer_config.json", config);

        HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.LoadFolder(_folder.Path);

        int[] ids = tokenizer.Encode("ab ab<s>", addSpecialTokens: true);
        Assert.Equal(tokens, string.Join('|', ids.Select(tokenizer.RawToken)));
    }

    [Theory]
    [InlineData("{}", "<|s|>|<|t|>")]
    [InlineData("""{"added_tokens_decoder": {"257": {"content": "<s>", "special": true}}}""", "<s>|<|t|>")]
    [InlineData("""{"added_tokens_decoder": {"900": {"content": "<s>"}, "901": {"content": "<t>"}}}""", "<s>|<t>")]
    [InlineData("""{"added_tokens_decoder": {"97": {"content": "<t>"}}}""", "<|s|>|<|t|>")]
    [InlineData("""{"eos_token": "<s>", "pad_token": "<t>"}""", "<s>|<|t|>")]
    [InlineData("""{"additional_special_tokens": ["<s>", {"content": "<t>"}]}""", "<s>|<|t|>")]
    public void LoadFolder_JsonWithConfig_AddsTokensThatOnlyTheConfigNames(string config, string tokens)
    {
        WriteJson(json => json["model"]!["vocab"]!["<s>"] = 257);
        _folder.Write("tokenizer_config.json", config);

        HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.LoadFolder(_folder.Path);

        int[] ids = tokenizer.Encode("ab<s><t>", addSpecialTokens: true);
        Assert.Equal("ab|" + tokens, string.Join('|', ids.Select(tokenizer.RawToken)));
        Assert.Equal(257, tokenizer.IdOf("<s>"));
    }

    [Fact]
    public void LoadFolder_JsonAndConfigNameAToken_TheJsonsFlagsCount()
    {
        WriteJson(json => json.WithToken("<s>", 257, "special"));
        _folder.Write("tokenizer_config.json", """{"added_tokens_decoder": {"300": {"content": "<s>"}}}""");

        HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.LoadFolder(_folder.Path);

        Assert.Equal(257, tokenizer.IdOf("<s>"));
        Assert.True(tokenizer.IsSpecial(257));
    }

    [Theory]
    [InlineData("LlamaTokenizer", "\"add_bos_token\": true, \"add_eos_token\": true", "<s>|ab|</s>")]
    [InlineData("GemmaTokenizerFast", "\"add_bos_token\": false", "ab")]
    [InlineData("LlamaTokenizerFast", "\"add_eos_token\": true", "<s>|ab|</s>")]
    [InlineData("LlamaTokenizerFast", "\"legacy\": true", "ab|</s>")]
    [InlineData("PreTrainedTokenizerFast", "\"add_bos_token\": true, \"add_eos_token\": false", "ab|</s>")]
    public void LoadFolder_JsonWithConfig_HonoursFlagsOfClassesThatHeedThem(string name, string flags, string tokens)
    {
        WriteJson(json => json.WithToken("<s>", 257, "special").WithToken("</s>", 258, "special")["post_processor"] =
            JsonNode.Parse("""
                {"type": "TemplateProcessing", "single": [{"Sequence": {"id": "A"}}, {"SpecialToken": {"id": "</s>"}}],
                "special_tokens": {"</s>": {"ids": [258]}}}
                """));
        _folder.Write("tokenizer_config.json",
            $$"""{"tokenizer_class": "{{name}}", "bos_token": "<s>", "eos_token": "</s>", {{flags}}}""");

        HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.LoadFolder(_folder.Path);

        int[] ids = tokenizer.Encode("ab", addSpecialTokens: true);
        Assert.Equal(tokens, string.Join('|', ids.Select(tokenizer.RawToken)));
    }

    [Theory]
    [InlineData("tokenizer.json")]
    [InlineData("tokenizer_config.json")]
    [InlineData("tokenizer.model")]
    public void LoadFolder_PointerOfGitLfs_SaysWhatToDo(string name)
    {
        if (name == "tokenizer_config.json")
        {
            WriteJson(_ => { });
        }

        _folder.Write(name, "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n");

        var error = Assert.Throws<ModelFormatException>(() => HuggingFaceTokenizer.LoadFolder(_folder.Path));

        Assert.Contains($"{name}: error: this is a pointer of Git LFS", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LoadFolder_AddedTokensFile_IsHonoured()
    {
        WriteBytePairs(("a b", "ab"));
        _folder.Write("added_tokens.json", """{"<new>": 257}""");
        _folder.Write("special_tokens_map.json", """{"bos_token": {"content": "<new>"}}""");

        HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.LoadFolder(_folder.Path);

        Assert.Equal([256, 257], tokenizer.Encode("ab<new>", addSpecialTokens: false));
        Assert.Equal(257, tokenizer.BosId);
    }

    [Fact]
    public void LoadFolder_FilesOfGpt1_EndsWords()
    {
        _folder.Write("vocab.json", """{"<unk>": 0, "a": 1, "b": 2, "b</w>": 3, "ab</w>": 4, "!</w>": 5}""");
        _folder.Write("merges.txt", "#version: 0.2\na b</w>\n");

        HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.LoadFolder(_folder.Path);

        int[] ids = tokenizer.Encode("AB abb!", addSpecialTokens: false);
        Assert.Equal([4, 1, 2, 3, 5], ids);
        Assert.Equal("ab abb !", tokenizer.Decode(ids));
        Assert.Equal(0, tokenizer.UnkId);
    }

    [Fact]
    public void LoadFolder_VocabTxt_IsWordPiece()
    {
        _folder.Write("vocab.txt", "[PAD]\r\n[UNK]\r\n[CLS]\r\n[SEP]\r\n[MASK]\r\nhel\r\n##lo\r\nHel\r\n!");

        HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.LoadFolder(_folder.Path);

        int[] ids = tokenizer.Encode("Hello [MASK]!", addSpecialTokens: true);
        Assert.Equal([2, 5, 6, 4, 8, 3], ids);
        Assert.Equal("[CLS] hello [MASK]! [SEP]", tokenizer.Decode(ids));
        Assert.Equal((1, 0, 2, 3, 4), (tokenizer.UnkId, tokenizer.PadId, tokenizer.ClsId, tokenizer.SepId,
            tokenizer.MaskId));
    }

    [Fact]
    public void LoadFolder_CasedVocabTxt_KeepsCapitals()
    {
        _folder.Write("vocab.txt", "[UNK]\n[CLS]\n[SEP]\nhel\n##lo\nHel");
        _folder.Write("tokenizer_config.json", """{"do_lower_case": false, "tokenizer_class": "BertTokenizer"}""");

        HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.LoadFolder(_folder.Path);

        Assert.Equal([5, 4, 3, 4], tokenizer.Encode("Hello hello", addSpecialTokens: false));
        Assert.Null(tokenizer.MaskId);
    }

    [Theory]
    [InlineData("vocab.txt", "a\nb\na", "vocab.txt(3,1): error: the token 'a' is given twice")]
    [InlineData("vocab.txt", "a\nb", "vocab.txt: error: 'cls_token' is '[CLS]', which the vocabulary lacks")]
    [InlineData("tokenizer_config.json", """{"tokenizer_class": "T5Tokenizer"}""",
        "vocab.json: error: the tokenizer_class T5Tokenizer without a tokenizer.json is not supported")]
    [InlineData("tokenizer_config.json", """{"add_bos_token": true, "bos_token": "<s>"}""",
        "vocab.json: error: 'bos_token' is '<s>', which the vocabulary lacks")]
    [InlineData("tokenizer_config.json", """{"bos_token": "<s>"}""",
        "tokenizer_config.json: error: 'bos_token' is '<s>', which is no token of vocab.json")]
    [InlineData("tokenizer_config.json", """{"added_tokens_decoder": {"x": {"content": "y"}}}""",
        "vocab.json: error: 'added_tokens_decoder' has 'x' for an id")]
    [InlineData("merges.txt", "a c\n", "vocab.json: error: merge 0 needs the token 'ac', which the vocabulary lacks")]
    [InlineData("special_tokens_map.json", "[]",
        "special_tokens_map.json(1,1): error: this file must be a JSON object")]
    public void LoadFolder_FilesThatContradict_AreRefused(string name, string text, string message)
    {
        if (name != "vocab.txt")
        {
            WriteBytePairs(("a b", "ab"));
        }

        _folder.Write(name, text);

        var error = Assert.Throws<ModelFormatException>(() => HuggingFaceTokenizer.LoadFolder(_folder.Path));

        Assert.EndsWith(message, error.Message, StringComparison.Ordinal);
    }

    // The 256 bytes and "ab".
    private void WriteJson(Action<JsonObject> change)
    {
        JsonObject json = TokenizerJson.Of("a b");
        change(json);
        _folder.Write("tokenizer.json", json.ToJsonString());
    }

    // The 256 bytes, and what the pairs make; a token without a pair is one that nothing makes.
    private void WriteBytePairs(params (string Merge, string Token)[] pairs)
    {
        JsonObject vocabulary = TokenizerJson.Of()["model"]!["vocab"]!.AsObject();
        foreach ((string _, string token) in pairs)
        {
            vocabulary[token] = vocabulary.Count;
        }

        _folder.Write("vocab.json", vocabulary.ToJsonString());
        _folder.Write("merges.txt", "#version: 0.2\n"
            + string.Concat(pairs.Where(pair => pair.Merge.Length > 0).Select(pair => pair.Merge + "\n")));
    }
}
