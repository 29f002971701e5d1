using System.Text.Json;
using GptPrompting.Scoring;
using GptPrompting.Tests.Fakes;
using GptPrompting.Tokenization;

namespace GptPrompting.Tests;

public class LanguageModelDocumentTests
{
    private static readonly string Long = string.Concat(Enumerable.Repeat("The dog ran to the park. ", 40));

    /// <summary>Written by transformers.js on the same folder; see tests/Oracle/documents.mjs.</summary>
    public static TheoryData<int> Cases => new(Enumerable.Range(0, Oracle().GetArrayLength()));

    [Theory]
    [MemberData(nameof(Cases))]
    public void ScoreDocument_GivesTheOraclesNumbers(int number)
    {
        JsonElement expected = Oracle()[number];
        var options = new DocumentOptions
        {
            WindowLength = expected.GetProperty("length").GetInt32(),
            Stride = expected.GetProperty("stride").GetInt32(),
        };

        DocumentScore score = InBox.Model.ScoreDocument(expected.GetProperty("text").GetString()!, options);

        double[] logProbabilities =
            [.. expected.GetProperty("logProbabilities").EnumerateArray().Select(value => value.GetDouble())];
        Assert.Equal(logProbabilities.Length, score.LogProbabilities.Count);
        Assert.All(score.LogProbabilities.Zip(logProbabilities), pair => Assert.Equal(pair.Second, pair.First, 1e-4));
        Assert.Equal(
            (expected.GetProperty("windows").GetInt32(), expected.GetProperty("bytes").GetInt32(),
                expected.GetProperty("words").GetInt32()),
            (score.WindowCount, score.ByteCount, score.WordCount));
        Assert.Equal(expected.GetProperty("bitsPerByte").GetDouble(), score.BitsPerByte, 1e-5);
        Assert.Equal(1, score.WordPerplexity / expected.GetProperty("wordPerplexity").GetDouble(), 1e-3);
        Assert.Equal(1, score.BytePerplexity / expected.GetProperty("bytePerplexity").GetDouble(), 1e-5);
    }

    [Fact]
    public void ScoreDocument_DefaultOptions_TakesWholeContexts()
    {
        string text = string.Concat(Enumerable.Repeat(Long, 3));
        var explicitly = new DocumentOptions { WindowLength = 512, Stride = 512 };

        Assert.Equal(
            InBox.Model.ScoreDocument(text, explicitly).LogProbabilities,
            InBox.Model.ScoreDocument(text).LogProbabilities);
    }

    [Fact]
    public void ScoreDocument_ShortText_IsTheScoreAfterAnEmptyContext()
    {
        DocumentScore document = InBox.Model.ScoreDocument("Once upon a time");

        ContinuationScore score = InBox.Model.Score("", "Once upon a time");
        // Not to the last bit: of one of them, the prefix cache may have had a beginning.
        Assert.Equal(score.LogLikelihood, document.LogLikelihood, 1e-4);
        Assert.Equal(score.Tokens.Select(token => token.Id), document.TokenIds);
    }

    [Fact]
    public void ScoreDocument_Progress_IsToldOfEachWindow()
    {
        var reports = new List<DocumentWindow>();

        DocumentScore score = InBox.Model.ScoreDocument(Long, new() { WindowLength = 100 }, new Listener(reports.Add));

        Assert.Equal(Enumerable.Range(0, score.WindowCount), reports.Select(window => window.Index));
        Assert.Equal([0, 100, 200], reports.Select(window => window.FirstToken).Take(3));
        Assert.All(reports, window =>
            Assert.Equal((score.WindowCount, score.TokenIds.Count), (window.WindowCount, window.TokenCount)));
    }

    [Fact]
    public void ScoreDocumentStreaming_IsLazyAndHoldsTheText()
    {
        using LanguageModel model = ChainOfBytes.Load("abc");

        IEnumerable<DocumentWindow> windows = model.ScoreDocumentStreaming("abcabc", new() { WindowLength = 4 });

        Assert.Equal(["abca", "bc"], windows.Select(each => string.Concat(each.Tokens.Select(token => token.Text))));
    }

    [Fact]
    public void ScoreDocument_CancelledOnTheWay_Stops()
    {
        using var cancellation = new CancellationTokenSource();
        int windows = 0;
        var progress = new Listener(_ =>
        {
            windows++;
            cancellation.Cancel();
        });

        Assert.ThrowsAny<OperationCanceledException>(
            () => InBox.Model.ScoreDocument(Long, new() { WindowLength = 64 }, progress, cancellation.Token));

        Assert.Equal(1, windows);
    }

    [Fact]
    public void ScoreDocument_AMillionTokens_IsScoredWhole()
    {
        using LanguageModel model = ChainOfBytes.Load("ab");

        DocumentScore score = model.ScoreDocument(string.Concat(Enumerable.Repeat("ab", 500_000)));

        Assert.Equal(1_000_000, score.TokenIds.Count);
        Assert.Equal(15_625, score.WindowCount);
    }

    [Fact]
    public void ScoreDocument_EmptyText_Throws() =>
        Assert.Throws<ArgumentException>("text", () => InBox.Model.ScoreDocument(""));

    [Fact]
    public void ScoreDocumentStreaming_HalfASurrogatePair_ThrowsAtOnce() =>
        Assert.Throws<ArgumentException>("text", () => InBox.Model.ScoreDocumentStreaming("a\ud83c"));

    [Fact]
    public void ScoreDocument_ModelWithoutAnyEnd_SaysWhatIsMissing()
    {
        HuggingFaceTokenizer tokenizer = TokenizerJson.Of().Load();
        using var model = new LanguageModel("endless", TableModel.Chain(new int[256]), tokenizer, []);

        var e = Assert.Throws<ArgumentException>(() => model.ScoreDocument("abc"));

        Assert.Contains("no begin-of-text or end-of-text token", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(513, null, "WindowLength is 513; the model reads at most 512")]
    [InlineData(null, 513, "Stride is 513; it must be at most the window length, 512")]
    [InlineData(8, 9, "Stride is 9; it must be at most the window length, 8")]
    public void ScoreDocument_OptionsBeyondTheModel_Throw(int? length, int? stride, string expected)
    {
        var options = new DocumentOptions { WindowLength = length, Stride = stride };

        var e = Assert.Throws<ArgumentException>(() => InBox.Model.ScoreDocument("abc", options));

        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_BelowOne_Throw()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DocumentOptions { WindowLength = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DocumentOptions { Stride = 0 });
    }

    private static JsonElement Oracle() => JsonDocument.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Expected", "documents.json"))).RootElement;

    private sealed class Listener(Action<DocumentWindow> listen) : IProgress<DocumentWindow>
    {
        public void Report(DocumentWindow value) => listen(value);
    }
}
