using GptPrompting.Evaluation.Models.Endpoints;

namespace GptPrompting.Evaluation.Tests.Models.Endpoints;

public sealed class TokenAlignmentTests
{
    [Fact]
    public void Find_NoOffsets_FollowsTheTexts() =>
        Assert.Equal("0-2 2-5", Places("hi yo", ["hi", " yo"]));

    [Fact]
    public void Find_OffsetsInCodePoints_AreTurnedIntoCharacters() =>
        Assert.Equal("0-1 1-3 3-4 4-6", Places("a😀b c", ["a", "😀", "b", " c"], [0, 1, 2, 3]));

    [Fact]
    public void Find_OffsetsInCharacters_AreTaken() =>
        Assert.Equal("0-1 1-3 3-4 4-6", Places("a😀b c", ["a", "😀", "b", " c"], [0, 1, 3, 4]));

    // Hugging Face tokenizers give each part of a character the whole character's place.
    [Fact]
    public void Find_PartsOfACharacterWithItsOffset_LieInIt() =>
        Assert.Equal("0-1 1-1 1-1 1-2 2-3", Places("a的b", ["a", "�", "�", "�", "b"], [0, 1, 1, 1, 2]));

    // vLLM counts each U+FFFD as a character, so that all that follows lies two too far.
    [Fact]
    public void Find_OffsetsThatPartsOfCharactersShift_FollowsTheTexts() =>
        Assert.Equal("0-1 1-2 1-2 1-2 2-3", Places("a的b", ["a", "�", "�", "�", "b"], [0, 1, 2, 3, 4]));

    // vLLM, once it tells characters with their last part.
    [Fact]
    public void Find_EmptyTextsBeforeACharacter_AreWhereItBegins() =>
        Assert.Equal("0-1 1-1 1-1 1-2 2-3", Places("a的b", ["a", "", "", "的", "b"], [0, 1, 1, 1, 2]));

    [Fact]
    public void Find_BeginOfTextInTheOffsets_IsBeforeTheText() =>
        Assert.Equal("-1--1 0-2 2-4", Places("hi a", ["<s>", "hi", " a"], [0, 3, 5]));

    [Fact]
    public void Find_TwoTokensBeforeTheText_AreFound() =>
        Assert.Equal("-1--1 -1--1 0-2", Places("hi", ["[gMASK]", "<sop>", "hi"]));

    [Fact]
    public void Find_ThreeTokensBeforeTheText_IsNull() => Assert.Null(Places("hi", ["<a>", "<b>", "<c>", "hi"]));

    [Fact]
    public void Find_TextThatBeginsWithBeginOfText_HasItInTheText() =>
        Assert.Equal("0-3 3-5", Places("<s>hi", ["<s>", "hi"], [0, 3]));

    // SGLang.
    [Fact]
    public void Find_OffsetsAreMinusOne_FollowsTheTexts() =>
        Assert.Equal("0-2 2-4", Places("hi a", ["hi", " a"], [-1, -1]));

    // Single tokens decoded by SentencePiece lack their space; vLLM counts without it.
    [Fact]
    public void Find_TextsWithoutTheirSpace_HaveIt() =>
        Assert.Equal("0-2 2-6 6-7", Places("hi you!", ["hi", "you", "!"], [0, 2, 5]));

    // The second token's offset is that of the space behind it.
    [Fact]
    public void Find_TokenIsNotAtItsOffset_FollowsTheTexts() =>
        Assert.Equal("0-1 1-3 3-6", Places("a b cd", ["a", "b", "cd"], [0, 3, 4]));

    // RoBERTa's tokenizer trims offsets.
    [Fact]
    public void Find_OffsetsBehindTheSpace_TakeTheSpace() =>
        Assert.Equal("0-2 2-6", Places("hi you", ["hi", "you"], [0, 3]));

    // vLLM 0.8.3.
    [Fact]
    public void Find_TextsWithAByteVocabularysMarks_AreRead() =>
        Assert.Equal("0-2 2-6 6-7", Places("hi you\n", ["hi", "Ġyou", "Ċ"]));

    // OpenAI's and SentencePiece's ways to write bytes.
    [Theory]
    [InlineData(@"bytes:\xe7\x9a", @"bytes:\x84")]
    [InlineData("<0xE7>", "<0x9A>")]
    public void Find_TextsAreBytes_LieBetweenTheOthers(string first, string second) =>
        Assert.Equal("0-1 1-2 1-2 2-3", Places("a的b", ["a", first, second, "b"]));

    [Fact]
    public void Find_PartsOfSeveralCharacters_ShareThem() =>
        Assert.Equal("0-3 0-3 0-3 3-4", Places("的的的b", ["�", "�", "�", "b"]));

    [Fact]
    public void Find_PartsAtTheEnd_TakeTheRest() =>
        Assert.Equal("0-1 1-3 1-3", Places("a😀", ["a", "�", "�"], [0, 1, 2]));

    // The parts have a character of their own, so that the second one is the whole token.
    [Fact]
    public void Find_PartsBeforeTheSameCharacter_TakeOne() =>
        Assert.Equal("0-1 0-1 1-2", Places("éé", ["�", "�", "é"]));

    [Fact]
    public void Find_ReplacementCharacterInTheText_IsWhole() => Assert.Equal("0-1 1-2", Places("�b", ["�", "b"]));

    [Theory]
    [InlineData("hi you", "hi| me")]
    [InlineData("hi you", "hi| you|!")]
    [InlineData("hi you", "hi")]
    [InlineData("hi you", "you")]
    [InlineData("hi you", "token_id:17|token_id:5")]
    [InlineData("a", "a|�")]
    public void Find_TextsThatDoNotMakeUpTheText_IsNull(string text, string tokens) =>
        Assert.Null(Places(text, tokens.Split('|')));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 7)]
    [InlineData(0, -1)]
    public void Find_OffsetsThatDoNotFit_AreNotTaken(int first, int second) =>
        Assert.Equal("0-2 2-6", Places("hi you", ["hi", " you"], [first, second]));

    private static string? Places(string text, string[] tokens, int[]? offsets = null) =>
        TokenAlignment.Find(text, tokens, offsets) is { } places
            ? string.Join(' ', places.Select(place => $"{place.Start}-{place.End}"))
            : null;
}
