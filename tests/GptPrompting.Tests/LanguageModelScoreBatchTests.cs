using GptPrompting.Scoring;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests;

public class LanguageModelScoreBatchTests
{
    private static readonly ScoreRequest[] Requests = RandomRequests.Make(250, seed: 11);

    private static readonly Lazy<ContinuationScore[]> OneByOne = new(() =>
        [.. Requests.Select(request => InBox.Model.Score(request.Context, request.Continuation))]);

    [Theory]
    [InlineData(null, 1, 0)]
    [InlineData(1, 1, 1 << 28)]
    [InlineData(3, 4, 1 << 28)]
    [InlineData(64, 1, 1 << 22)]
    public void ScoreBatch_AnyBatchOrderThreadsAndPrefixCache_EqualsOneByOne(
        int? maxBatchSize, int threads, long prefixCacheBytes)
    {
        int[] order = [.. Enumerable.Range(0, Requests.Length)];
        new Random(threads).Shuffle(order);
        var options = new LanguageModelOptions { Threads = threads, PrefixCacheBytes = prefixCacheBytes };
        using LanguageModel model = LanguageModel.Load(InBox.Folder, options);

        IReadOnlyList<ContinuationScore> scores = model.ScoreBatch(
            order.Select(index => Requests[index]), new BatchOptions { MaxBatchSize = maxBatchSize });

        Assert.Equal(order.Length, scores.Count);
        Assert.All(order.Zip(scores), pair => AssertEqual(OneByOne.Value[pair.First], pair.Second));
    }

    [Fact]
    public void ScoreBatch_WhatRequestsShare_IsReadOnce()
    {
        string context = string.Concat(Enumerable.Repeat(" a", 300));
        ScoreRequest[] requests =
            [.. Enumerable.Range(0, 10).Select(i => new ScoreRequest($"{context} {i}:", " b"))];
        var progress = new LastProgress();

        InBox.Model.ScoreBatch(requests, progress: progress);

        // Each has a few tokens of its own behind the shared ones.
        Assert.InRange(progress.Value!.TokensRead, 300, 400);
        Assert.Equal((10, 10), (progress.Value.Done, progress.Value.Total));
    }

    [Fact]
    public void ScoreBatch_SeveralAnswersOfOneToken_ReadTheContextOnce()
    {
        ScoreRequest[] requests =
            [new("Once upon a", " time"), new("Once upon a", " day"), new("Once upon a", " time")];
        var progress = new LastProgress();

        IReadOnlyList<ContinuationScore> scores = InBox.Model.ScoreBatch(requests, progress: progress);

        Assert.Equal(InBox.Model.Tokenizer.Encode("Once upon a", false).Length, progress.Value!.TokensRead);
        Assert.Equal(scores[0].Tokens, scores[2].Tokens);
        Assert.NotEqual(scores[0].Tokens, scores[1].Tokens);
    }

    [Fact]
    public void ScoreBatch_NoRequests_IsEmpty() => Assert.Empty(InBox.Model.ScoreBatch([]));

    [Fact]
    public void ScoreBatch_WrongRequest_NamesItsIndexBeforeAnythingRuns()
    {
        ScoreRequest[] requests = [new("a", " b"), new("a", ""), new("a", " c")];
        var progress = new LastProgress();

        var e = Assert.Throws<ArgumentException>(() => InBox.Model.ScoreBatch(requests, progress: progress));
        var streaming = Assert.Throws<ArgumentException>(() => { InBox.Model.ScoreBatchStreaming(requests); });

        Assert.Contains("Request 1:", e.Message, StringComparison.Ordinal);
        Assert.Contains("Request 1:", streaming.Message, StringComparison.Ordinal);
        Assert.Null(progress.Value);
    }

    [Fact]
    public void ScoreBatch_TooManyTokens_NamesTheIndexAndBothNumbers()
    {
        ScoreRequest[] requests = [new("a", " b"), new(string.Concat(Enumerable.Repeat(" a", 513)), " c")];

        var e = Assert.Throws<ArgumentException>(() => InBox.Model.ScoreBatch(requests));

        Assert.Contains("Request 1: Scoring reads 513 tokens; the model reads at most 512", e.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void ScoreBatchStreaming_Cancelled_KeepsWhatWasScored()
    {
        using var cancellation = new CancellationTokenSource();
        var seen = new Dictionary<int, ContinuationScore>();

        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach ((int index, ContinuationScore score) in InBox.Model.ScoreBatchStreaming(
                Requests, new BatchOptions { MaxBatchSize = 4 }, cancellationToken: cancellation.Token))
            {
                seen.Add(index, score);
                if (seen.Count == 20)
                {
                    cancellation.Cancel();
                }
            }
        });

        Assert.InRange(seen.Count, 20, Requests.Length - 1);
        Assert.All(seen, pair => AssertEqual(OneByOne.Value[pair.Key], pair.Value));
    }

    [Fact]
    public void Batches_CancelledBefore_TakeNoRequest()
    {
        var cancelled = new CancellationToken(canceled: true);
        int taken = 0;
        IEnumerable<ScoreRequest> requests = Requests.Select(request =>
        {
            taken++;
            return request;
        });

        Assert.ThrowsAny<OperationCanceledException>(
            () => InBox.Model.ScoreBatch(requests, cancellationToken: cancelled));
        Assert.ThrowsAny<OperationCanceledException>(
            () => InBox.Model.GenerateBatch([null!], cancellationToken: cancelled));

        Assert.Equal(1, taken);
    }

    [Fact]
    public void BatchOptions_NoSequenceAtAll_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BatchOptions { MaxBatchSize = 0 });

    internal static void AssertEqual(ContinuationScore expected, ContinuationScore actual)
    {
        Assert.Equal(expected.Tokens.Select(token => token.Id), actual.Tokens.Select(token => token.Id));
        Assert.All(expected.Tokens.Zip(actual.Tokens),
            pair => Assert.Equal(pair.First.LogProbability, pair.Second.LogProbability, 1e-4));
        Assert.Equal((expected.IsGreedy, expected.IsBoundaryMerged), (actual.IsGreedy, actual.IsBoundaryMerged));
    }

    private sealed class LastProgress : IProgress<BatchProgress>
    {
        public BatchProgress? Value { get; private set; }

        public void Report(BatchProgress value) => Value = value;
    }
}
