using GptPrompting.Models;
using GptPrompting.Models.Layers;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Models;

/// <summary>In which order passes of several callers come where one of them reads a long prompt.</summary>
public sealed class CombiningTurnsTests : IDisposable
{
    private readonly RecordingModel _passes = new();
    private readonly CombiningModel _model;

    public CombiningTurnsTests() => _model = new CombiningModel(_passes);

    public void Dispose() => _model.Dispose();

    [Fact]
    public async Task Read_StepsWaitForAPrompt_HaveAPassAfterEachTurn()
    {
        Task<int> prompt = await BeginAsync(1, 900);
        Task<int>[] steps = [ReadAsync(2), ReadAsync(3)];
        WaitUntilWaiting(2);
        EndPass();
        EndPass();
        Task<int> later = ReadAsync(4);
        WaitUntilWaiting(1);

        _passes.Allow(99);

        Assert.Equal("2 3 4 1", Joined(await Task.WhenAll([.. steps, later, prompt])));
        Assert.Equal(["1×450", "2×1 3×1", "1×113", "4×1", "1×113", "1×224"], _passes.Passes);
    }

    [Fact]
    public async Task Read_PromptComesWhileStepsAreRead_HasTurnsBetweenThem()
    {
        Task<int> step = await BeginAsync(2, 1);
        Task<int> prompt = ReadAsync(1, 300);
        WaitUntilWaiting(1);
        Task<int> other = ReadAsync(3);
        WaitUntilWaiting(2);

        _passes.Allow(99);

        Assert.Equal("1 2 3", Joined(await Task.WhenAll(prompt, step, other)));
        Assert.Equal(["2×1", "1×100", "3×1", "1×100", "1×100"], _passes.Passes);
    }

    [Theory]
    [InlineData(512, "1×512")]
    [InlineData(900, "1×450 1×450")]
    [InlineData(1300, "1×434 1×433 1×433")]
    public async Task Read_PromptOfACallerAlone_HasLongTurns(int count, string passes)
    {
        _passes.Allow(99);

        Assert.Equal(1, await ReadAsync(1, count));
        Assert.Equal(passes, string.Join(' ', _passes.Passes));
    }

    [Fact]
    public async Task Read_NobodyWaitsAnyMore_TurnsGrowAgain()
    {
        Task<int> prompt = await BeginAsync(1, 512 + 1500);
        Task<int> step = ReadAsync(2);
        WaitUntilWaiting(1);

        _passes.Allow(99);

        await Task.WhenAll(prompt, step);
        Assert.Equal(["1×503", "2×1", "1×126", "1×231", "1×384", "1×384", "1×384"], _passes.Passes);
    }

    [Fact]
    public async Task Read_TwoPrompts_TakeTurns()
    {
        Task<int> first = await BeginAsync(1, 900);
        Task<int> second = ReadAsync(2, 600);
        WaitUntilWaiting(1);

        _passes.Allow(99);

        Assert.Equal("1 2", Joined(await Task.WhenAll(first, second)));
        Assert.Equal(["1×450", "2×300", "1×450", "2×300"], _passes.Passes);
    }

    [Fact]
    public async Task Read_MoreStepsThanOnePassHas_ThePromptHasItsTurnBetween()
    {
        Task<int> prompt = await BeginAsync(1, 600);
        Task<int>[] steps = [.. Enumerable.Range(2, 20).Select(id => ReadAsync(id))];
        WaitUntilWaiting(20);

        _passes.Allow(99);

        await Task.WhenAll([.. steps, prompt]);
        Assert.Equal([1, 16, 1, 4, 1, 1], _passes.Passes.Select(pass => pass.Split(' ').Length));
    }

    [Fact]
    public async Task Read_SeveralReadsOfOneCaller_AreDividedBetweenThem()
    {
        _passes.Allow(99);
        SequenceRead[] reads = [.. Enumerable.Range(1, 6).Select(id => New(id, 200))];

        await RunAsync(() => _model.Read(reads));

        Assert.Equal(["1×200 2×200", "3×200 4×200", "5×200 6×200"], _passes.Passes);
        Assert.All(reads.Index(), read => Assert.Equal(read.Index + 1, Next(read.Item.Sequence)));
    }

    [Fact]
    public async Task Read_ManyRowsWanted_EachPartHasItsOwn()
    {
        _passes.Allow(99);
        int[] ids = [.. Enumerable.Range(0, 1100).Select(i => i % 64)];
        var read = new SequenceRead(_model.Begin(), ids, Rows: 700);

        await RunAsync(() => _model.Read([read]));

        Assert.Equal(["0×367", "47×367", "30×366"], _passes.Passes);
        Assert.Equal(ids[^700..], read.Sequence.Logits.ToArray().Chunk(64).Select(row => Logits.IndexOfMax(row)));
    }

    [Fact]
    public async Task Read_StepsWaitForATextThatIsScored_HaveAPassAfterEachTurn()
    {
        Task scored = RunAsync(() => _model.Read([New(1, 900) with { Rows = 900 }]));
        _passes.WaitForPass();
        Task<int> step = ReadAsync(2);
        WaitUntilWaiting(1);

        _passes.Allow(99);

        await Task.WhenAll(scored, step);
        Assert.Equal(["1×450", "2×1", "1×113", "1×169", "1×168"], _passes.Passes);
    }

    [Fact]
    public async Task Read_LastReadOfASequence_TellsTheLastPartOnly()
    {
        _passes.Allow(99);

        await RunAsync(() => _model.Read([New(1, 900) with { IsLast = true }]));

        Assert.Equal(["1×450", "1×450!"], _passes.Passes);
    }

    [Fact]
    public async Task Read_GraphThatReadsNoParts_IsNotDivided()
    {
        var whole = new RecordingModel(readsInParts: false);
        using var model = new CombiningModel(whole);
        ICausalSequence sequence = model.Begin();
        whole.Allow(99);

        await RunAsync(() => model.Read([new SequenceRead(sequence, new int[900], 1)]));

        Assert.Equal(["0×900"], whole.Passes);
    }

    [Fact]
    public async Task Read_CancelledBetweenTurns_EndsAtOnceAndHasReadNothing()
    {
        using var cancellation = new CancellationTokenSource();
        SequenceRead read = New(1, 900);
        Task prompt = RunAsync(() => _model.Read([read], cancellation.Token));
        _passes.WaitForPass();
        Task<int> step = ReadAsync(2);
        WaitUntilWaiting(1);
        EndPass();
        WaitUntilWaiting(1);

        // The pass of the other caller goes on meanwhile.
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => prompt);
        Assert.Equal((0, 2), (read.Sequence.Length, _passes.SequencesOpen));
        _passes.Allow(99);
        Assert.Equal(2, await step);
    }

    [Fact]
    public async Task Read_LaterTurnFails_SequencesOfEarlierOnesStayAsTheyWere()
    {
        var failing = new RecordingModel
        {
            Failure = number => number == 2 ? new InvalidOperationException("third") : null,
        };
        using var model = new CombiningModel(failing);
        SequenceRead[] reads = [.. Enumerable.Range(0, 6)
            .Select(_ => new SequenceRead(model.Begin(), new int[200], 1))];
        failing.Allow(99);

        await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(() => model.Read(reads)));

        Assert.Equal(["0×200 0×200", "0×200 0×200", "0×200 0×200"], failing.Passes);
        Assert.All(reads, read => Assert.Equal(0, read.Sequence.Length));
        Assert.Equal(6, failing.SequencesOpen);
    }

    [Fact]
    public async Task Read_LaterTurnFails_TheSequenceStaysAsItWas()
    {
        var failing = new RecordingModel
        {
            Failure = number => number == 2 ? new InvalidOperationException("third") : null,
        };
        using var model = new CombiningModel(failing);
        ICausalSequence sequence = model.Begin();
        failing.Allow(99);
        await RunAsync(() => model.Read([new SequenceRead(sequence, new[] { 5 }, 1)]));

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => RunAsync(() => model.Read([new SequenceRead(sequence, new int[900], 1)])));

        Assert.Equal((1, 5, 1), (sequence.Length, Next(sequence), failing.SequencesOpen));
    }

    private async Task<Task<int>> BeginAsync(int id, int count)
    {
        Task<int> read = ReadAsync(id, count);
        await RunAsync(_passes.WaitForPass);
        return read;
    }

    private async Task<int> ReadAsync(int id, int count = 1)
    {
        SequenceRead read = New(id, count);
        await RunAsync(() => _model.Read([read]));
        return Next(read.Sequence);
    }

    private SequenceRead New(int id, int count) =>
        new(_model.Begin(), Enumerable.Repeat(id, count).ToArray(), 1);

    private static string Joined(int[] numbers) => string.Join(' ', numbers);

    private static int Next(ICausalSequence sequence) => Logits.IndexOfMax(sequence.Logits[^64..]);

    private static Task RunAsync(Action action) => Task.Factory.StartNew(
        action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Lets the pass that runs end, and waits until the next one has begun.</summary>
    private void EndPass()
    {
        _passes.Allow(1);
        _passes.WaitForPass();
    }

    private void WaitUntilWaiting(int count) => SpinWait.SpinUntil(() => _model.WaitingCount == count);
}
