using System.Text;
using System.Text.Json.Nodes;

namespace GptPrompting.Tokenization;

// What a tokenizer.json may be wrong in, and what the error says.
public sealed class TokenizerFileTests
{
    [Fact]
    public void Load_NoFile_IsFileNotFound()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "no-tokenizer.json");

        var error = Assert.Throws<FileNotFoundException>(() => HuggingFaceTokenizer.Load(path));

        Assert.Equal(path, error.FileName);
        Assert.Throws<FileNotFoundException>(() => HuggingFaceTokenizer.Load(AppContext.BaseDirectory));
    }

    [Theory]
    [InlineData("{\n  \"é\": x\n}", 2, 8, "this is not JSON: 'x' is an invalid start of a value.")]
    [InlineData("", 1, 1, "this is not JSON: The input does not contain any JSON tokens.")]
    [InlineData("{\"a\": 1", 1, 8, "this is not JSON: '1' is an invalid end of a number.")]
    [InlineData("[]", 1, 1, "this file must be a JSON object")]
    public void Load_NoJson_SaysWhere(string json, int line, int column, string text)
    {
        var error = Assert.Throws<ModelFormatException>(() => TokenizerJson.LoadText(json));

        Assert.Contains($"tokenizer.json({line},{column}): error: {text}", error.Message);
        Assert.Equal((line, column), (error.Line, error.Column));
    }

    [Fact]
    public void Load_NoUtf8_SaysWhere()
    {
        byte[] json = [.. "{\n \"é"u8, 0xC3, .. "\": 1 }"u8];

        var error = Assert.Throws<ModelFormatException>(() => TokenizerJson.LoadBytes(json));

        Assert.Contains("tokenizer.json(2,4): error: the byte 0xC3 is not UTF-8 here", error.Message);
    }

    [Fact]
    public void Load_ByteOrderMark_IsPassedOver()
    {
        byte[] json = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(TokenizerJson.Of().ToJsonString())];

        Assert.Equal(256, TokenizerJson.LoadBytes(json).TokenCount);
    }

    [Theory]
    [InlineData("model.type", "\"WordLevel\"", "the model WordLevel is not supported")]
    [InlineData("model.type", "7", "'type' is 7; it must be a string")]
    [InlineData("model", "null", "'model' is missing from ")]
    [InlineData("model.dropout", "0.1", "'dropout' of the model is 0.1; encoding must not be random")]
    [InlineData("model.unk_token", "\"<unk>\"", "'unk_token' is '<unk>', which the vocabulary lacks")]
    [InlineData("model.byte_fallback", "1", "'byte_fallback' is 1; it must be true or false")]
    [InlineData("model.merges", "[\"a b\"]", "merge 0 needs the token 'ab', which the vocabulary lacks")]
    [InlineData("model.merges", "[[\"a\", \"的\"]]", "merge 0 needs the token '的', which the vocabulary lacks")]
    [InlineData("model.merges", "[\"a b c\"]", "merge 0 is \"a b c\"; it must name two tokens")]
    [InlineData("model.merges", "[[\"a\", 1]]", "'merge 0' is 1; it must be a string")]
    [InlineData("model.merges", "{}", "'merges' is {}; it must be a list")]
    [InlineData("model.vocab", "{}", "the vocabulary is empty")]
    [InlineData("model.vocab", "{\"a\": \"1\"}", "'a' is \"1\"; it must be a token id")]
    [InlineData("model.vocab", "{\"a\": 1e10}", "'a' is 1e10; it must be a token id")]
    [InlineData("model.vocab", "{\"a\": -1}", "a token has the id -1; ids go from 0 to 16777215")]
    [InlineData("model.vocab", "{\"a\": 2147483647}", "a token has the id 2147483647; ids go from 0 to 16777215")]
    [InlineData("model.vocab", "{\"a\": 1, \"b\": 1}", "the id 1 is given to 'b' and to another token")]
    [InlineData("model.vocab", "{\"a\": 1, \"a\": 2}", "this is not JSON: ")]
    [InlineData("model.vocab", "{\"a\": 1, \"b\": 2}", "the vocabulary has no token 'Ā' for the byte 0x00")]
    [InlineData("added_tokens", "[{\"id\": 65}]", "'content' is missing from {\"id\": 65}")]
    [InlineData("added_tokens", "[{\"id\": 300, \"content\": \"\"}]", "the added token 300 is empty")]
    [InlineData("added_tokens", "[{\"id\": 65, \"content\": \"<s>\"}]",
        "the id 65 is given to '<s>' and to another token")]
    [InlineData("added_tokens", "[{\"id\": 300, \"content\": \"A\"}]", "the token 'A' has two ids, 65 and 300")]
    [InlineData("added_tokens", "[{\"id\": 300, \"content\": \"x\", \"special\": 1}]",
        "'special' is 1; it must be true or false")]
    [InlineData("added_tokens", "[{\"id\": 300, \"content\": \"\\ud800\"}]",
        "a string has an escape for half a surrogate pair")]
    [InlineData("pre_tokenizer", "null", "the decoder ByteLevel needs the pre_tokenizer ByteLevel")]
    [InlineData("pre_tokenizer.type", "\"UnicodeScripts\"", "the pre_tokenizer UnicodeScripts is not supported")]
    [InlineData("pre_tokenizer",
        "{\"type\": \"Sequence\", \"pretokenizers\": [{\"type\": \"ByteLevel\"}, {\"type\": \"Digits\"}]}",
        "the pre_tokenizer Digits after ByteLevel is not supported")]
    [InlineData("pre_tokenizer", "{\"type\": \"Metaspace\", \"replacement\": \"__\"}",
        "'replacement' of Metaspace is '__'; it must be one character")]
    [InlineData("pre_tokenizer", "{\"type\": \"Metaspace\", \"prepend_scheme\": \"last\"}",
        "'prepend_scheme' of Metaspace is 'last'")]
    [InlineData("normalizer", "{\"type\": \"Nmt\"}", "the normalizer Nmt is not supported")]
    [InlineData("normalizer", "{\"type\": \"Replace\", \"pattern\": {\"String\": \"\"}, \"content\": \"\"}",
        "the pattern of Replace is empty")]
    [InlineData("normalizer", "{\"type\": \"Precompiled\", \"precompiled_charsmap\": \"AAAA\"}",
        "'precompiled_charsmap' of the normalizer is not usable: the character map is cut short")]
    [InlineData("decoder", "null", "the decoder null is not supported; byte-level BPE has ByteLevel there")]
    [InlineData("decoder.type", "\"WordPiece\"",
        "the decoder WordPiece is not supported; byte-level BPE has ByteLevel there")]
    [InlineData("post_processor", "{\"type\": \"BertProcessing\", \"cls\": [\"a\", 97], \"sep\": [\"<s>\", 999]}",
        "the post_processor adds the token 999, which there is not")]
    [InlineData("post_processor", "{\"type\": \"RobertaProcessing\", \"cls\": \"a\"}",
        "'cls' is \"a\"; it must be a list")]
    [InlineData("post_processor", "{\"type\": \"Other\"}", "the post_processor Other is not supported")]
    public void Load_WhatIsNotHonoured_IsRefusedByName(string place, string value, string text)
    {
        string json = With(TokenizerJson.Of(), place, value);

        var error = Assert.Throws<ModelFormatException>(() => TokenizerJson.LoadText(json));

        Assert.Contains($": error: {text}", error.Message);
    }

    [Theory]
    [InlineData("\"Regex\": \"[a-z&&[^b]]\"", "Isolated", "the pattern uses '&&', which is not supported")]
    [InlineData("\"Regex\": \"(\"", "Isolated", "the pattern ( is not supported: ")]
    [InlineData("\"Regex\": \"\"", "Isolated", "a pattern of the pre_tokenizer is empty")]
    [InlineData("\"String\": \"x\"", "Merged", "the behavior Merged of the pre_tokenizer is not supported")]
    [InlineData("\"Other\": \"x\"", "Isolated", "'String' is missing from ")]
    public void Load_SplitThatIsNotHonoured_IsRefusedByName(string pattern, string behavior, string text)
    {
        string split = $$"""{"type": "Split", "pattern": { {{pattern}} }, "behavior": "{{behavior}}"}""";
        string json = With(TokenizerJson.Of(), "pre_tokenizer",
            $$"""{"type": "Sequence", "pretokenizers": [{{split}}, {"type": "ByteLevel"}] }""");

        var error = Assert.Throws<ModelFormatException>(() => TokenizerJson.LoadText(json));

        Assert.Contains(text, error.Message);
    }

    [Theory]
    [InlineData("{\"Sequence\": {\"id\": \"A\"}}, {\"Sequence\": {\"id\": \"A\"}}", "has its text 2 times, not once")]
    [InlineData("{\"SpecialToken\": {\"id\": \"<s>\"}}, {\"Sequence\": {\"id\": \"A\"}}",
        "the post_processor adds the token 999, which there is not")]
    [InlineData("{\"SpecialToken\": {\"id\": \"<t>\"}}, {\"Sequence\": {\"id\": \"A\"}}", "'<t>' is missing from ")]
    public void Load_TemplateThatContradicts_IsRefused(string items, string text)
    {
        string json = With(TokenizerJson.Of(), "post_processor",
            """{"type": "TemplateProcessing", "special_tokens": {"<s>": {"ids": [999]}}, "single": [""" + items + "]}");

        var error = Assert.Throws<ModelFormatException>(() => TokenizerJson.LoadText(json));

        Assert.Contains(text, error.Message);
    }

    [Fact]
    public void Load_BytesThatUtf8NeverHas_MayBeMissing()
    {
        JsonObject json = TokenizerJson.Of();
        foreach (byte value in new byte[] { 0xC0, 0xC1, 0xF5, 0xFF })
        {
            json["model"]!["vocab"]!.AsObject().Remove(ByteAlphabet.CharacterOf(value).ToString());
        }

        Assert.Equal(252, json.Load().TokenCount);
    }

    [Fact]
    public void Load_DamagedFile_LoadsOrSaysWhatIsWrong()
    {
        byte[] whole = Encoding.UTF8.GetBytes(
            TokenizerJson.Of("a b", "ab c").WithToken("<s>", 300, "special").ToJsonString());
        var random = new Random(11);
        for (int round = 0; round < 2_000; round++)
        {
            byte[] damaged = whole[..(round % 4 == 0 ? random.Next(whole.Length) : whole.Length)];
            for (int fault = 0; fault < 1 + (round % 3) && damaged.Length > 0; fault++)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            Exception? error = Record.Exception(() =>
                TokenizerJson.LoadBytes(damaged).Encode("abc <s>", addSpecialTokens: true));

            Assert.True(error is null or ModelFormatException, $"round {round}: {error}");
        }
    }

    private static string With(JsonObject json, string place, string value)
    {
        // Text, not nodes: some values are what JsonNode would not hold.
        const string Mark = "\"here it goes\"";
        string[] names = place.Split('.');
        (names.Length == 1 ? json : json[names[0]]!.AsObject())[names[^1]] = "here it goes";
        return json.ToJsonString().Replace(Mark, value, StringComparison.Ordinal);
    }
}
