using GptPrompting.Prompts;

namespace GptPrompting.Tests.Prompts;

public class RenderingDeadlineTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan FarMore = TimeSpan.FromSeconds(30);

    [Fact]
    public void Token_ProcessComputes_IsCancelled()
    {
        using var deadline = new RenderingDeadline(Limit, CancellationToken.None);

        bool isCancelled = SpinWait.SpinUntil(() => deadline.Token.IsCancellationRequested, FarMore);

        Assert.True(isCancelled);
    }

    [Fact]
    public void Token_ProcessWaits_IsNotCancelledBeforeItComputed()
    {
        long computed = 0;
        int asked = 0;
        using var deadline = new RenderingDeadline(Limit, CancellationToken.None, Computed);

        // Once at the start; then the limit was over twice.
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref asked) >= 3, FarMore));
        Assert.False(deadline.Token.IsCancellationRequested);

        Interlocked.Exchange(ref computed, Limit.Ticks);
        Assert.True(SpinWait.SpinUntil(() => deadline.Token.IsCancellationRequested, FarMore));

        TimeSpan Computed()
        {
            Interlocked.Increment(ref asked);
            return TimeSpan.FromTicks(Interlocked.Read(ref computed));
        }
    }

    [Fact]
    public void Token_CallersTokenIsCancelled_IsCancelled()
    {
        using var source = new CancellationTokenSource();
        using var deadline = new RenderingDeadline(FarMore, source.Token);

        source.Cancel();

        Assert.True(deadline.Token.IsCancellationRequested);
    }
}
