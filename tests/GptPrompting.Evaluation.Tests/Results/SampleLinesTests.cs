using GptPrompting.Evaluation.Results;
using GptPrompting.Evaluation.Tests.Reports;
using GptPrompting.Prompts;

namespace GptPrompting.Evaluation.Tests.Results;

public sealed class SampleLinesTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Write_OneOfEverything_IsOneLineOfSnakeCase()
    {
        string line = SampleLines.Write(SmallReport.Result() with { Target = "two\nlines" });

        Assert.DoesNotContain('\n', line);
        Assert.StartsWith("""{"task":"sentiment","sample":"s1","index":0,"group":"films",""", line);
        Assert.Contains("""
            "choices":[{"text":"Positive","log_likelihood":-0.1,"token_count":1,"is_greedy":true,
            """, line);
        Assert.Contains("""
            "metrics":{"acc":1,"loss":0.1}
            """, line);
    }

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        SampleResult result = SmallReport.Result() with
        {
            Loss = 0.1 + 0.2,
            LogLikelihood = double.Epsilon,
            Metrics = new Dictionary<string, double> { ["a"] = 1.0 / 3, ["b"] = double.PositiveInfinity },
            Answers = new Dictionary<string, string> { ["strict-match"] = "</script> \u2028 日本 😀" },
        };
        File.WriteAllText(_path, SampleLines.Write(result) + "\n\n" + SampleLines.Write(result) + "\n");

        SampleResult[] read = [.. SampleLines.Read(_path)];

        Assert.Equal(2, read.Length);
        Assert.Equal(0.30000000000000004, read[1].Loss);
        Assert.Equal(double.Epsilon, read[1].LogLikelihood);
        Assert.Equal(double.NegativeInfinity, read[1].Choices[1].LogLikelihood);
        Assert.Equal("</script> \u2028 日本 😀", read[1].Answers["strict-match"]);
        Assert.Equal(SampleLines.Write(result), SampleLines.Write(read[1]));
    }

    [Fact]
    public void Write_NaN_IsNull()
    {
        SampleResult result = SmallReport.Result() with
        {
            Loss = double.NaN, Metrics = new Dictionary<string, double> { ["f1"] = double.NaN },
        };
        File.WriteAllText(_path, SampleLines.Write(result));

        SampleResult read = SampleLines.Read(_path).Single();

        Assert.Null(read.Loss);
        Assert.Equal(double.NaN, read.Metrics["f1"]);
        Assert.Contains("""
            "f1":null
            """, File.ReadAllText(_path));
    }

    [Theory]
    [InlineData("{\"task\":\"é\", oops}", "(2,14): error: this is no result")]
    [InlineData("null", "(2,1): error: a result is expected")]
    [InlineData("{\"task\":\"t\"}", "(2,")]
    [InlineData("{\"task\":\"t\",\"sample\":\"s\",\"index\":0,\"shots\":0,\"seed\":0,\"tokens\":null}", "(2,")]
    public void Read_LineThatIsNoResult_SaysWhere(string line, string expected)
    {
        File.WriteAllText(_path, SampleLines.Write(SmallReport.Result()) + "\n" + line);

        var exception = Assert.Throws<PromptFormatException>(() => SampleLines.Read(_path).Count());

        Assert.Contains(_path + expected, exception.Message);
    }

    [Fact]
    public void Read_UnknownName_IsPassedOver()
    {
        File.WriteAllText(_path, SampleLines.Write(SmallReport.Result()).Replace("{\"task\"", "{\"new\":1,\"task\""));

        Assert.Equal("s1", SampleLines.Read(_path).Single().Sample);
    }

    [Fact]
    public void Read_NoSuchFile_SaysWhich() =>
        Assert.Equal(
            "/no/such", Assert.Throws<PromptFormatException>(() => SampleLines.Read("/no/such").Count()).Path);
}
