using GptPrompting.Evaluation.Parity;

namespace GptPrompting.Evaluation.Tests.Parity;

// Expected: CPython 3.11.7.
public sealed class PythonNumbersTests
{
    [Theory]
    [InlineData(0.0, "0.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(1.0, "1.0")]
    [InlineData(-0.1, "-0.1")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(1e-05, "1e-05")]
    [InlineData(1.23e-05, "1.23e-05")]
    [InlineData(123456789012345.6, "123456789012345.6")]
    [InlineData(1000000000000000.0, "1000000000000000.0")]
    [InlineData(9007199254740992.0, "9007199254740992.0")]
    [InlineData(1e+16, "1e+16")]
    [InlineData(1.2345678901234568e+16, "1.2345678901234568e+16")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(1.7976931348623157e+308, "1.7976931348623157e+308")]
    [InlineData(100.0, "100.0")]
    [InlineData(0.30000000000000004, "0.30000000000000004")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    [InlineData(double.NaN, "NaN")]
    public void Repr_OfNumber_IsPythons(double value, string expected) =>
        Assert.Equal(expected, PythonNumbers.Repr(value));

    // 0.1 + 0.2 + 0.3 from left to right; with the error carried along it is 0.6.
    [Fact]
    public void Sum_OfNumbers_RoundsEachAddition() =>
        Assert.Equal(0.6000000000000001, PythonNumbers.Sum([0.1, 0.2, 0.3]));
}
