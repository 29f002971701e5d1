using System.CommandLine;
using GptPrompting.Cli.Measuring;

namespace GptPrompting.Cli.Tests.Measuring;

public class NumberListTests
{
    [Theory]
    [InlineData("4", 4)]
    [InlineData("0,1,4", 0, 1, 4)]
    [InlineData(" 0, -1 ", 0, -1)]
    public void Parse_Numbers_GivesThem(string text, params int[] expected)
    {
        var list = new NumberList("--shots");

        ParseResult result = new RootCommand { list }.Parse(["--shots", text]);

        Assert.Equal(expected, result.GetValue(list));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1,")]
    [InlineData("1;2")]
    [InlineData("1.5")]
    [InlineData("99999999999")]
    public void Parse_Others_IsAnErrorThatNamesTheOption(string text)
    {
        ParseResult result = new RootCommand { new NumberList("--shots") }.Parse(["--shots", text]);

        Assert.Equal(
            $"--shots is '{text}'; it must be numbers such as 0,1,4.", Assert.Single(result.Errors).Message);
    }

    [Fact]
    public void Parse_NotGiven_IsNull()
    {
        var list = new NumberList("--shots");

        Assert.Null(new RootCommand { list }.Parse([]).GetValue(list));
    }
}
