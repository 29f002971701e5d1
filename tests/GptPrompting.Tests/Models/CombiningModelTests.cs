using GptPrompting.Models;
using GptPrompting.Models.Layers;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Models;

public sealed class CombiningModelTests : IDisposable
{
    private readonly GatedModel _gated = new(TableModel.Chain([.. Enumerable.Range(0, 16)]));
    private readonly CombiningModel _model;

    public CombiningModelTests() => _model = new CombiningModel(_gated);

    public void Dispose() => _model.Dispose();

    [Fact]
    public async Task Read_OthersWaitWhileAPassRuns_ShareTheNextPass()
    {
        Task<int> first = BeginFirstAsync();
        Task<int>[] others = [.. Enumerable.Range(2, 5).Select(id => ReadAsync([id]))];
        WaitUntilWaiting(5);

        _gated.LetGoOn();

        Assert.Equal("1 2 3 4 5 6", Joined(await Task.WhenAll([first, .. others])));
        Assert.Equal("1 5", Joined(_gated.Passes));
    }

    [Fact]
    public async Task Read_OneOfThemIsWrong_OnlyThatOneFails()
    {
        Task<int> first = BeginFirstAsync();
        Task<int> wrong = ReadAsync([99]);
        Task<int> right = ReadAsync([7]);
        WaitUntilWaiting(2);

        _gated.LetGoOn();

        await Assert.ThrowsAsync<ArgumentException>(() => wrong);
        Assert.Equal((1, 7), (await first, await right));
    }

    [Fact]
    public async Task Read_CancelledWhileItWaits_EndsAtOnceAndDisturbsNobody()
    {
        using var cancellation = new CancellationTokenSource();
        Task<int> first = BeginFirstAsync();
        Task<int> cancelled = ReadAsync([2], cancellation.Token);
        Task<int> other = ReadAsync([3]);
        WaitUntilWaiting(2);

        await cancellation.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => cancelled);
        _gated.LetGoOn();
        Assert.Equal((1, 3), (await first, await other));
        Assert.Equal("1 1", Joined(_gated.Passes));
    }

    [Fact]
    public async Task Read_LongOne_IsReadByItself()
    {
        Task<int> first = BeginFirstAsync();
        Task<int> longer = ReadAsync([2, 3, 4, 5, 6, 7, 8, 9]);
        Task<int>[] others = [ReadAsync([3]), ReadAsync([4])];
        WaitUntilWaiting(3);

        _gated.LetGoOn();

        Assert.Equal("1 9 3 4", Joined(await Task.WhenAll([first, longer, .. others])));
        Assert.Equal("1 1 2", Joined(_gated.Passes.Order()));
    }

    [Fact]
    public async Task Dispose_WhileOthersWait_EndsThemAll()
    {
        Task<int> first = BeginFirstAsync();
        Task<int>[] others = [ReadAsync([2]), ReadAsync([3])];
        WaitUntilWaiting(2);

        _model.Dispose();
        _gated.LetGoOn();

        foreach (Task<int> read in others.Prepend(first))
        {
            await Assert.ThrowsAsync<ObjectDisposedException>(() => read);
        }
    }

    private Task<int> BeginFirstAsync()
    {
        Task<int> first = ReadAsync([1]);
        _gated.WaitUntilInside();
        return first;
    }

    // Each token of the chain is followed by itself.
    private Task<int> ReadAsync(int[] ids, CancellationToken cancellationToken = default)
    {
        ICausalSequence sequence = _model.Begin();
        return Task.Factory.StartNew(
            () =>
            {
                _model.Read([new SequenceRead(sequence, ids, 1)], cancellationToken);
                return Logits.IndexOfMax(sequence.Logits);
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private static string Joined(IEnumerable<int> numbers) => string.Join(' ', numbers);

    private void WaitUntilWaiting(int count) => SpinWait.SpinUntil(() => _model.WaitingCount == count);
}
