namespace GptPrompting.Tests;

public class AsideTests
{
    [Fact]
    public void Start_Work_BeginsUnasked()
    {
        using var begun = new ManualResetEventSlim();

        Lazy<int> result = Aside.Start(() =>
        {
            begun.Set();
            return 7;
        });

        Assert.True(begun.Wait(TimeSpan.FromSeconds(30)));
        Assert.Equal(7, result.Value);
    }

    [Fact]
    public void Start_WorkThatThrows_ThrowsTheSameWheneverItIsAsked()
    {
        int calls = 0;
        Lazy<int> result = Aside.Start<int>(() => throw new FormatException($"call {++calls}"));

        Assert.Equal("call 1", Assert.Throws<FormatException>(() => result.Value).Message);
        Assert.Equal("call 1", Assert.Throws<FormatException>(() => result.Value).Message);
    }
}
