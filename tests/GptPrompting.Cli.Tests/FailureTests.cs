using System.Text;
using Microsoft.SemanticKernel;

namespace GptPrompting.Cli.Tests;

public class FailureTests
{
    public static TheoryData<Exception, string?> Exceptions => new()
    {
        { new ModelFormatException("m.onnx", "bad"), "m.onnx: error: bad" },
        { new ModelFormatException("c.json", 2, 3, "bad"), "c.json(2,3): error: bad" },
        { new ArgumentException("Wrong.", "name"), "error: Wrong." },
        { new ArgumentOutOfRangeException("name", 3, "Wrong."), "error: Wrong." },
        { new FileNotFoundException("Gone."), "error: Gone." },
        { new InsufficientMemoryException("Much."), "error: Much." },
        { Record.Exception(() => GC.KeepAlive(new byte[int.MaxValue]))!, "error: There is not enough memory." },
        { new DecoderFallbackException("x"), "error: standard input is not valid UTF-8." },
        { new KernelException("outer", new ArgumentException("Inner.")), "error: Inner." },
        { new OperationCanceledException(), "interrupted." },
        { new InvalidOperationException("a defect"), null },
    };

    [Theory]
    [MemberData(nameof(Exceptions), DisableDiscoveryEnumeration = true)]
    public void Describe_Exception_GivesOneLineOrLeavesIt(Exception exception, string? expected) =>
        Assert.Equal(expected, Failure.Describe(exception));

    [Fact]
    public void ExitCodeOf_Cancellation_IsThatOfAnInterruptedProcess()
    {
        Assert.Equal(130, Failure.ExitCodeOf(new OperationCanceledException()));
        Assert.Equal(2, Failure.ExitCodeOf(new ArgumentException("x")));
    }
}
