using GptPrompting.Models;

namespace GptPrompting.Tests.Models;

public class CallGateTests
{
    [Fact]
    public void Enter_AfterClose_Throws()
    {
        var gate = new CallGate(typeof(string));
        gate.Close();

        var e = Assert.Throws<ObjectDisposedException>(() => { using CallGate.Visit visit = gate.Enter(); });

        Assert.Equal("System.String", e.ObjectName);
    }

    [Fact]
    public void Close_Twice_IsTrueOnce()
    {
        var gate = new CallGate(typeof(string));

        Assert.True(gate.Close());
        Assert.False(gate.Close());
    }

    [Fact]
    public async Task Close_SomeoneIsInside_WaitsUntilTheyLeave()
    {
        var gate = new CallGate(typeof(string));
        using var mayLeave = new SemaphoreSlim(0);
        using var isInside = new SemaphoreSlim(0);
        Task visitor = Task.Run(() => Stay(gate, isInside, mayLeave));
        await isInside.WaitAsync();

        Task<bool> closing = Task.Run(gate.Close);
        await Task.Delay(50);
        Assert.False(closing.IsCompleted);
        mayLeave.Release();

        Assert.True(await closing);
        await visitor;
    }

    private static void Stay(CallGate gate, SemaphoreSlim isInside, SemaphoreSlim mayLeave)
    {
        using CallGate.Visit visit = gate.Enter();
        isInside.Release();
        mayLeave.Wait();
    }
}
