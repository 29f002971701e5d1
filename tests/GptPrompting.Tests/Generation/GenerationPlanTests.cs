using GptPrompting.Generation;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Generation;

public class GenerationPlanTests
{
    private static readonly int[] Shared = [.. Enumerable.Range(0, 20)];

    [Fact]
    public void Run_PromptsWithASharedPart_ReadItOnce()
    {
        using var model = new ContextModel(26);
        GenerationJob[] jobs = Jobs(model, [.. Shared, 1, 2], [.. Shared, 3], [.. Shared, 1, 4, 5]);

        Letters.Run(model, 8, jobs);

        // 20 shared ones, then 2, 1 and 3; the 1 that two share is not worth a read of its own. Then 2 tokens each.
        Assert.Equal(20 + 6 + 6, model.TokensRead);
        Assert.Equal([1, 3, 3, 3], model.Passes);
        Assert.Equal(0, model.SequencesOpen);
    }

    [Fact]
    public void Run_SharedPartThatSavesFewTokens_IsReadByEach()
    {
        using var model = new ContextModel(26);

        Letters.Run(model, 8, Jobs(model, [.. Shared[..12], 21], [.. Shared[..12], 22]));

        Assert.Equal(13 + 13 + (2 * 2), model.TokensRead);
        Assert.Equal([2, 2, 2], model.Passes);
    }

    [Fact]
    public void Run_SharedPartsWithinSharedParts_ReadEachOnce()
    {
        using var model = new ContextModel(26);
        int[] inner = [.. Shared, .. Shared];
        GenerationJob[] jobs = Jobs(model, [.. inner, 1], [.. Shared, 7], [.. inner, 2], [9]);

        Letters.Run(model, 8, jobs);

        Assert.Equal(40 + 1 + 1 + 1 + 1 + (4 * 2), model.TokensRead);
        Assert.Equal(0, model.SequencesOpen);
    }

    [Fact]
    public void Run_TheSamePromptTwice_ReadsAllButItsLastTokenOnce()
    {
        using var model = new ContextModel(26);

        Letters.Run(model, 8, Jobs(model, Shared, Shared));

        Assert.Equal(19 + 1 + 1 + (2 * 2), model.TokensRead);
    }

    [Fact]
    public void Run_EachPromptContinuesTheOneBefore_KeepsFewSequencesOpen()
    {
        using var model = new ContextModel(26, contextLength: 1000);
        int[] longest = [.. Enumerable.Range(0, 600).Select(i => i % 26)];
        int[][] prompts = [.. Enumerable.Range(1, 30).Select(i => longest[..(i * 20)])];
        int mostOpen = 0;
        GenerationJob[] jobs = Jobs(model, [.. prompts.Reverse()]);
        var loop = new GenerationLoop(model, new GenerationPlan(jobs, Letters.Tools(model), 2));

        foreach (BatchUpdate _ in loop.Run(2, CancellationToken.None))
        {
            mostOpen = Math.Max(mostOpen, model.SequencesOpen);
        }

        Assert.InRange(mostOpen, 2, 5);
        Assert.Equal(30, loop.Done);
        Assert.Equal(600 - 1 + 30 + (30 * 2), loop.TokensRead);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public void Run_ManyRequestsOfAllKinds_GiveWhatEachGivesAlone(int width)
    {
        using var model = new ContextModel(26);
        GenerationJob[] jobs = [.. Enumerable.Range(0, 60).Select(i =>
            Letters.Job(model, Options(i, width), Prompt(i), ends: [25], request: i))];
        Completion[][] expected = [.. jobs.Select(job => Letters.Run(model, width, job)[^1])];
        model.Passes.Clear();

        Completion[][] actual = Letters.Run(model, width, jobs);

        Assert.Equal(expected.Select(Told), actual.Select(Told));
        Assert.Equal(width, model.Passes.Max());
        Assert.Equal(0, model.SequencesOpen);
    }

    [Fact]
    public void Run_TheReaderStopsEarly_ClosesEverySequence()
    {
        using var model = new ContextModel(26);
        GenerationJob[] jobs = Jobs(model, [.. Shared, 1, 2], [.. Shared, 3], [5, 6]);
        var loop = new GenerationLoop(model, new GenerationPlan(jobs, Letters.Tools(model), 1));

        Assert.Single(loop.Run(1, CancellationToken.None).Take(1));

        Assert.Equal(0, model.SequencesOpen);
    }

    [Fact]
    public void Run_Cancelled_ClosesEverySequence()
    {
        using var model = new ContextModel(26);
        using var cancellation = new CancellationTokenSource();
        GenerationJob[] jobs = Jobs(model, [.. Shared, 1, 2], [.. Shared, 3]);
        var loop = new GenerationLoop(model, new GenerationPlan(jobs, Letters.Tools(model), 1));

        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (BatchUpdate _ in loop.Run(1, cancellation.Token))
            {
                cancellation.Cancel();
            }
        });

        Assert.Equal(0, model.SequencesOpen);
    }

    private static GenerationJob[] Jobs(ContextModel model, params int[][] prompts) =>
        [.. prompts.Index().Select(each => Letters.Job(
            model, new GenerationOptions { MaxOutputTokens = 3 }, each.Item, request: each.Index))];

    private static int[] Prompt(int i) => [.. Shared[..(i % 5 * 4)], i % 7, .. Shared[..(i % 3 * 8)]];

    private static GenerationOptions Options(int i, int width) => (i % 6) switch
    {
        0 => new GenerationOptions { MaxOutputTokens = 4 },
        1 => new GenerationOptions { Temperature = 1, Seed = i, MaxOutputTokens = 9, ResultCount = 4 },
        2 => new GenerationOptions { Temperature = 2, Seed = i, MaxOutputTokens = 5, BestOf = 3, FrequencyPenalty = 1 },
        3 => new GenerationOptions
        {
            Temperature = 1, Seed = i, TopLogProbabilities = 1, Echo = true, MaxOutputTokens = 3,
        },
        4 => new GenerationOptions { Beams = Math.Min(width, 3), MaxOutputTokens = 6 },
        _ => new GenerationOptions { Temperature = 1, Seed = i, TopP = 0.8, MaxOutputTokens = 1 },
    };

    private static string Told(Completion[] results) => string.Join('|', results.Select(result =>
        $"{result.Text} {result.FinishReason} {result.Usage} {result.RankingScore} "
        + string.Join(',', (result.PromptLogProbabilities ?? []).Select(token => token.LogProbability))));
}
