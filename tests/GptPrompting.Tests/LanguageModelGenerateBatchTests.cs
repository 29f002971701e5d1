using GptPrompting.Generation;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests;

public class LanguageModelGenerateBatchTests
{
    private const string Shots =
        "English: the black dog\nFrench: le chien noir\nEnglish: the white cat\nFrench: le chat blanc\nEnglish: ";

    private static readonly string[] Words =
        ["the red house", "a small tree", "the dog", "a cat", "the old man", "water"];

    public static TheoryData<int, int> Ways => new() { { 1, 1 }, { 8, 1 }, { 3, 4 }, { 8, 4 } };

    [Theory]
    [MemberData(nameof(Ways))]
    public void GenerateBatch_AnySizeAndThreads_GivesTheTokensOfSingleCalls(int maxBatchSize, int threads)
    {
        using LanguageModel model =
            LanguageModel.Load(InBox.Folder, new LanguageModelOptions { Threads = threads });
        GenerationRequest[] requests = Requests(count: 40);
        var options = new BatchOptions { MaxBatchSize = maxBatchSize };

        IReadOnlyList<IReadOnlyList<Completion>> results = model.GenerateBatch(requests, options);

        Assert.Equal(
            requests.Select(request => Told(InBox.Model.GenerateMany(request.Prompt, request.Options))),
            results.Select(Told));
    }

    [Fact]
    public void GenerateBatchStreaming_Updates_MakeUpTheResults()
    {
        GenerationRequest[] requests = Requests(count: 12);
        IReadOnlyList<IReadOnlyList<Completion>> whole = InBox.Model.GenerateBatch(requests);

        BatchUpdate[] updates = [.. InBox.Model.GenerateBatchStreaming(requests)];

        var joined = updates.GroupBy(update => update.RequestIndex).OrderBy(request => request.Key)
            .Select(request => request.GroupBy(update => update.ResultIndex, update => update.Update)
                .OrderBy(result => result.Key).Select(Completion.Join).ToArray());
        Assert.Equal(whole.Select(Told), joined.Select(Told));
    }

    [Fact]
    public void GenerateBatch_Progress_CountsEachRequestOnce()
    {
        var seen = new List<BatchProgress>();
        GenerationRequest[] requests = [.. Words.Select(word => new GenerationRequest(
            Shots + word, new GenerationOptions { MaxOutputTokens = 4 }))];

        InBox.Model.GenerateBatch(requests, progress: new Listener(seen));

        Assert.Equal(Enumerable.Range(1, 6), seen.Select(each => each.Done));
        Assert.All(seen, each => Assert.Equal(6, each.Total));
        Assert.Equal(seen.OrderBy(each => each.TokensRead), seen);

        // The shared part is read once: far less than all prompts.
        int shared = InBox.Model.Tokenizer.Encode(Shots, addSpecialTokens: true).Length;
        Assert.InRange(seen[^1].TokensRead, shared, shared * 3);
    }

    [Fact]
    public void GenerateBatch_NoRequests_GivesNoResults() => Assert.Empty(InBox.Model.GenerateBatch([]));

    [Theory]
    [InlineData("", null)]
    [InlineData("a", 9)]
    public void GenerateBatch_OneRequestIsWrong_NamesItsIndexBeforeAnythingRuns(string prompt, int? beams)
    {
        GenerationRequest[] requests =
        [
            new("fine"),
            new(prompt, new GenerationOptions { Beams = beams ?? 1 }),
            new("fine as well"),
        ];

        var e = Assert.Throws<ArgumentException>(() => InBox.Model.GenerateBatchStreaming(requests));

        Assert.StartsWith("Request 1: ", e.Message, StringComparison.Ordinal);
        Assert.Equal("requests", e.ParamName);
    }

    [Fact]
    public void GenerateBatch_ContradictoryOptions_NamesTheRequestAndTheOptions()
    {
        GenerationRequest[] requests = [new("a", new GenerationOptions { TypicalP = 0.5 })];

        var e = Assert.Throws<ArgumentException>(() => InBox.Model.GenerateBatch(requests));

        Assert.Equal(
            "Request 0: TypicalP is set, but Temperature is 0: greedy decoding has no use for it. "
            + "(Parameter 'requests')",
            e.Message);
    }

    [Fact]
    public void GenerateBatch_OptionsBanEveryTokenOfOneRequest_NamesItsIndex()
    {
        using LanguageModel model = ChainOfBytes.Load("abc");
        var all = new GenerationOptions { LogitBias = Enumerable.Range(0, 257).ToDictionary(id => id, _ => -100.0) };

        var e = Assert.Throws<InvalidOperationException>(() => model.GenerateBatch([new("a"), new("b", all)]));

        Assert.StartsWith("Request 1: The options ban every token", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GenerateBatch_CancelledMidway_ThrowsAndTheModelStaysUsable()
    {
        using var cancellation = new CancellationTokenSource();

        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (BatchUpdate _ in InBox.Model.GenerateBatchStreaming(
                Requests(count: 20), cancellationToken: cancellation.Token))
            {
                cancellation.Cancel();
            }
        });

        Assert.Equal(2, InBox.Model.Generate("Once", new GenerationOptions { MaxOutputTokens = 2 }).TokenIds.Count);
    }

    private static GenerationRequest[] Requests(int count) => [.. Enumerable.Range(0, count).Select(i =>
        new GenerationRequest((i % 4 == 0 ? "" : Shots) + Words[i % 6] + "\nFrench:", Options(i)))];

    private static GenerationOptions Options(int i) => (i % 5) switch
    {
        0 => new GenerationOptions { StopSequences = ["\n"], MaxOutputTokens = 10 },
        1 => new GenerationOptions { Temperature = 1, Seed = i, MaxOutputTokens = 8, ResultCount = 3 },
        2 => new GenerationOptions { Temperature = 1, TopP = 0.9, Seed = i, FrequencyPenalty = 1, MaxOutputTokens = 9 },
        3 => new GenerationOptions { Temperature = 1, Seed = i, Echo = true, TopLogProbabilities = 2, TopK = 9 }
            with { MaxOutputTokens = 5 },
        _ => new GenerationOptions { Temperature = 1.2, TypicalP = 0.9, Seed = i, BestOf = 2, MaxOutputTokens = 6 },
    };

    private static string Told(IReadOnlyList<Completion> results) => string.Join('|', results.Select(result =>
        $"{result.Text} {string.Join(',', result.TokenIds)} {result.FinishReason} "
        + $"{result.Usage.InputTokenCount} {result.Usage.OutputTokenCount}"));

    private sealed class Listener(List<BatchProgress> seen) : IProgress<BatchProgress>
    {
        public void Report(BatchProgress value) => seen.Add(value);
    }
}
