using GptPrompting.Evaluation.Models;
using GptPrompting.Evaluation.Tasks;
using GptPrompting.Generation;

namespace GptPrompting.Evaluation.Tests.Models;

/// <summary>
/// What every model that can be measured must do. A class for one kind of model derives from this one and says how it
/// is opened; xunit then runs all of these for it.
/// </summary>
public abstract class EvaluatedModelTests : IAsyncLifetime
{
    // Rounding of models that compute several requests at once.
    private const double Tolerance = 1e-4;

    private const string Demonstrations = "Q: one\nA: two\nQ: three\nA: four\nQ: five\nA:";

    private IEvaluatedModel Model { get; set; } = null!;

    /// <summary>
    /// More than the model reads, in plain words and of at most some thousand tokens; by default a thousand words.
    /// </summary>
    protected virtual string LongText { get; } = "one" + string.Concat(Enumerable.Repeat(" two three", 500));

    /// <summary>
    /// Opens the model anew; it is disposed where it can be. It must score an empty context and cut long ones.
    /// </summary>
    protected abstract Task<IEvaluatedModel> OpenAsync();

    public async Task InitializeAsync() => Model = await OpenAsync();

    public Task DisposeAsync()
    {
        (Model as IDisposable)?.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Identity_OpenedTwice_IsTheSame()
    {
        IEvaluatedModel again = await OpenAsync();
        using var _ = again as IDisposable;

        Assert.NotEmpty(Model.Id);
        Assert.NotEmpty(Model.Identity);
        Assert.Equal(Model.Id, again.Id);
        Assert.Equal(Model.Identity.OrderBy(pair => pair.Key), again.Identity.OrderBy(pair => pair.Key));
    }

    [Fact]
    public async Task All_NoRequests_GiveNothing()
    {
        Assert.Empty(await Model.ScoreAsync([]).ToListAsync());
        Assert.Empty(await Model.GenerateAsync([]).ToListAsync());
        Assert.Empty(await Model.ScoreDocumentsAsync([]).ToListAsync());
    }

    [Fact]
    public async Task ScoreAsync_ManyRequests_AnswersEachOnce()
    {
        var results = await Model.ScoreAsync(Many()).ToListAsync();

        Assert.Equal(Enumerable.Range(0, 40), results.Select(result => result.Index).Order());
        Assert.All(results, result => Assert.Null(result.Reply.FailureReason));
    }

    [Fact]
    public async Task ScoreAsync_Request_GivesTheTokensOfTheContinuation()
    {
        ScoringReply reply = await ScoreAsync(new(Demonstrations, " six seven"));

        Assert.Equal(" six seven", string.Concat(reply.Tokens.Select(token => token.Text)));
        Assert.All(reply.Tokens, token => Assert.InRange(token.LogProbability, double.MinValue, 0));
        Assert.Equal((false, 0), (reply.IsBoundaryMerged, reply.TruncatedTokenCount));
        Assert.NotEqual(0, reply.ContextTokenCount);
    }

    [Fact]
    public async Task ScoreAsync_SpaceAtTheEndOfTheContext_BelongsToTheContinuation()
    {
        ScoringReply[] replies = await ScoreAllAsync(new("Q: one\nA: ", "two"), new("Q: one\nA:", " two"));

        AssertSame(replies[1], replies[0]);
    }

    [Fact]
    public async Task ScoreAsync_EmptyContext_ScoresAllTokens()
    {
        ScoringReply reply = await ScoreAsync(new("", "one two"));

        Assert.Null(reply.FailureReason);
        Assert.Equal("one two", string.Concat(reply.Tokens.Select(token => token.Text)));
    }

    [Fact]
    public async Task ScoreAsync_OtherOrderAndCompany_ChangesNoReply()
    {
        ScoringRequest[] requests = Many();

        ScoringReply[] together = await ScoreAllAsync(requests);
        ScoringReply[] reversed = await ScoreAllAsync([.. requests.Reverse()]);
        ScoringReply alone = await ScoreAsync(requests[7]);

        Assert.All(together.Zip(reversed.Reverse()), pair => AssertSame(pair.First, pair.Second));
        AssertSame(together[7], alone);
    }

    [Fact]
    public async Task ScoreAsync_Spans_EqualSeparateScores()
    {
        TextSpan[] spans = [Span("two"), Span("Q: three\nA:"), Span("four")];

        ScoringReply reply = await ScoreAsync(new(Demonstrations, " six") { Spans = spans });

        ScoringReply[] apart = await ScoreAllAsync([.. spans.Select(span =>
            new ScoringRequest(Demonstrations[..span.Start], Demonstrations[span.Start..span.End]))]);
        Assert.Equal(apart.Select(score => score.Tokens.Count), reply.Spans.Select(span => span.TokenCount));
        Assert.All(
            apart.Zip(reply.Spans),
            pair => Assert.Equal(pair.First.LogLikelihood, pair.Second.LogLikelihood, Tolerance * 10));
        Assert.All(reply.Spans, span => Assert.False(span.IsBoundaryMerged));
    }

    [Fact]
    public async Task ScoreAsync_SpansAskedFor_ChangeNothingElse()
    {
        ScoringRequest plain = new(Demonstrations, " six");

        ScoringReply[] replies = await ScoreAllAsync(plain, plain with { Spans = [Span("two")] });

        AssertSame(replies[0], replies[1]);
    }

    [Fact]
    public async Task ScoreAsync_RefusedRequests_TakeNoOthersWithThem()
    {
        ScoringRequest fine = new("Q: one\nA:", " two");

        ScoringReply[] replies = await ScoreAllAsync(
            fine, new(LongText, " two"), new("one", ""), new("one\ud83d", " two"), fine with { Continuation = " six" });

        Assert.Equal([false, true, true, true, false], replies.Select(reply => reply.FailureReason is not null));
        Assert.All(replies[1..4], reply => Assert.Empty(reply.Tokens));
        AssertSame(await ScoreAsync(fine), replies[0]);
    }

    [Fact]
    public async Task ScoreAsync_TruncatesALongContext_SaysHowMuch()
    {
        ScoringReply reply = await ScoreAsync(new(LongText, " two")
        {
            Truncates = true,
            Spans = [new TextSpan(4, 3), new TextSpan(LongText.Length - 5, 5)],
        });

        Assert.Null(reply.FailureReason);
        Assert.Equal(" two", string.Concat(reply.Tokens.Select(token => token.Text)));
        Assert.InRange(reply.TruncatedTokenCount, 1, reply.ContextTokenCount - 1);
        Assert.Equal(0, reply.Spans[0].TokenCount);
        Assert.NotEqual(0, reply.Spans[1].TokenCount);
    }

    [Fact]
    public async Task ScoreAsync_TruncatesWhatFits_CutsNothing()
    {
        ScoringRequest plain = new(Demonstrations, " six");

        ScoringReply[] replies = await ScoreAllAsync(plain, plain with { Truncates = true });

        AssertSame(replies[0], replies[1]);
    }

    [Fact]
    public async Task GenerateAsync_ManyRequests_AnswersEachOnce()
    {
        GeneratingRequest[] requests = [.. Enumerable.Range(0, 10).Select(i => Short($"Q: {i}\nA:"))];

        var results = await Model.GenerateAsync(requests).ToListAsync();

        Assert.Equal(Enumerable.Range(0, 10), results.Select(result => result.Index).Order());
        Assert.All(results, result => Assert.InRange(result.Reply.OutputTokenCount, 0, 3));
        Assert.All(results, result => Assert.NotEqual(0, result.Reply.PromptTokenCount));
    }

    [Fact]
    public async Task GenerateAsync_StopSequence_IsNotInTheText()
    {
        string whole = (await GenerateAllAsync(Short("Q: one\nA:")))[0].Text;
        GenerationOptions options = new() { MaxOutputTokens = 3, StopSequences = [whole[1..2]] };

        GenerationReply reply = (await GenerateAllAsync(new GeneratingRequest("Q: one\nA:", options)))[0];

        Assert.Equal(whole[..whole.IndexOf(whole[1..2], StringComparison.Ordinal)], reply.Text);
    }

    [Fact]
    public async Task GenerateAsync_RefusedRequest_TakesNoOtherWithIt()
    {
        GenerationReply[] replies = await GenerateAllAsync(
            Short("Q: one\nA:"), Short(LongText), Short("one\ud83d"), Short("Q: one\nA:"));

        Assert.Equal([false, true, true, false], replies.Select(reply => reply.FailureReason is not null));
        Assert.Equal(replies[0].Text, replies[3].Text);
    }

    [Fact]
    public async Task GenerateAsync_TruncatesALongPrompt_SaysHowMuch()
    {
        GenerationReply reply = (await GenerateAllAsync(Short(LongText) with { Truncates = true }))[0];

        Assert.Null(reply.FailureReason);
        Assert.InRange(reply.TruncatedTokenCount, 1, reply.PromptTokenCount - 1);
    }

    [Fact]
    public async Task ScoreDocumentsAsync_ShortAndLong_ScoresEveryTokenOnce()
    {
        string[] documents = ["one two three", LongText, "six"];

        var results = await Model.ScoreDocumentsAsync(documents).ToListAsync();

        Assert.Equal([0, 1, 2], results.Select(result => result.Index).Order());
        Assert.All(results, result => Assert.Equal(
            documents[result.Index], string.Concat(result.Reply.Tokens.Select(token => token.Text))));
    }

    [Fact]
    public async Task ScoreDocumentsAsync_RefusedDocument_TakesNoOtherWithIt()
    {
        var results = await Model.ScoreDocumentsAsync(["one", "", "two\ud83d", "three"]).ToListAsync();

        Assert.Equal(
            [false, true, true, false],
            results.OrderBy(result => result.Index).Select(result => result.Reply.FailureReason is not null));
    }

    [Fact]
    public async Task All_Cancelled_EndWithCancellation()
    {
        using var cancelling = new CancellationTokenSource();
        await cancelling.CancelAsync();

        await EndsAsync(token => Model.ScoreAsync(Many(), token));
        await EndsAsync(token => Model.GenerateAsync([Short("one")], token));
        await EndsAsync(token => Model.ScoreDocumentsAsync(["one"], token));

        Task EndsAsync<T>(Func<CancellationToken, IAsyncEnumerable<T>> call) =>
            Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await call(cancelling.Token).ToListAsync());
    }

    [Fact]
    public async Task ScoreAsync_EnumerationIsLeft_ModelStaysUsable()
    {
        await Model.ScoreAsync(Many()).FirstAsync();

        Assert.Null((await ScoreAsync(new("Q: one\nA:", " two"))).FailureReason);
    }

    private static ScoringRequest[] Many() =>
    [
        .. Enumerable.Range(0, 40)
            .Select(i => new ScoringRequest($"Q: {i / 4}\nA:", i % 2 == 0 ? " two" : " six seven")),
    ];

    private static GeneratingRequest Short(string prompt) => new(prompt, new GenerationOptions { MaxOutputTokens = 3 });

    private static TextSpan Span(string text) =>
        new(Demonstrations.IndexOf(text, StringComparison.Ordinal), text.Length);

    private static void AssertSame(ScoringReply expected, ScoringReply actual)
    {
        Assert.Null(actual.FailureReason);
        Assert.Equal(
            expected.Tokens.Select(token => (token.Id, token.Text)),
            actual.Tokens.Select(token => (token.Id, token.Text)));
        Assert.All(
            expected.Tokens.Zip(actual.Tokens),
            pair => Assert.Equal(pair.First.LogProbability, pair.Second.LogProbability, Tolerance));
        Assert.Equal(expected.IsGreedy, actual.IsGreedy);
        Assert.Equal(
            (expected.ContextTokenCount, expected.TruncatedTokenCount, expected.IsBoundaryMerged),
            (actual.ContextTokenCount, actual.TruncatedTokenCount, actual.IsBoundaryMerged));
    }

    private async Task<ScoringReply> ScoreAsync(ScoringRequest request) => (await ScoreAllAsync(request))[0];

    private async Task<ScoringReply[]> ScoreAllAsync(params ScoringRequest[] requests) => await Model
        .ScoreAsync(requests).OrderBy(result => result.Index).Select(result => result.Reply).ToArrayAsync();

    private async Task<GenerationReply[]> GenerateAllAsync(params GeneratingRequest[] requests) => await Model
        .GenerateAsync(requests).OrderBy(result => result.Index).Select(result => result.Reply).ToArrayAsync();
}
