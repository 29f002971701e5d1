using GptPrompting.Prompts;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests.Prompts;

public sealed class PromptTestFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_CaseWithEveryKey_HasEverything()
    {
        PromptTestCase test = Load("""
            cases:
              - name: all of it
                variables: { input: hello, count: 3 }
                shots: 2
                output: Positive
                exact: Positive
                contains: [Pos, tive]
                regex: ^P.*e$
                label: Positive
                loss_below: 1.5
            """)[0];

        Assert.Equal(("all of it", 2, "Positive", "Positive"), (test.Name, test.Shots, test.Output, test.Exact));
        Assert.Equal(("hello", 3L), (test.Variables["input"], test.Variables["count"]));
        Assert.Equal(["Pos", "tive"], test.Contains);
        Assert.Equal(("^P.*e$", "Positive", 1.5), (test.Pattern!.ToString(), test.Label, test.LossBelow));
        Assert.Equal((2, 5), (test.Line, test.Column));
    }

    [Fact]
    public void Load_ContainsOneText_IsAListOfOne()
    {
        PromptTestCase test = Load("cases: [{ name: a, contains: b }]")[0];

        Assert.Equal(["b"], test.Contains);
        Assert.Empty(test.Variables);
        Assert.Null(test.Shots);
    }

    [Fact]
    public void Load_Regex_GivesUpAfterASecond()
    {
        Assert.Equal(TimeSpan.FromSeconds(1), Load("cases: [{ name: a, regex: b }]")[0].Pattern!.MatchTimeout);
    }

    [Theory]
    [InlineData(1, 1, "there is no case", "cases: []")]
    [InlineData(1, 1, "there is no case", "{}")]
    [InlineData(1, 1, "unknown key 'tests'", "tests: []")]
    [InlineData(1, 9, "'name' is missing", "cases: [{ exact: a }]")]
    [InlineData(1, 17, "'name' is empty", "cases: [{ name: '', exact: a }]")]
    [InlineData(1, 20, "unknown key 'exactly'", "cases: [{ name: a, exactly: b }]")]
    [InlineData(1, 9, "'a' checks nothing", "cases: [{ name: a, output: b }]")]
    [InlineData(1, 50, "'a' comes twice", "cases: [{ name: a, exact: b }, { exact: c, name: a }]")]
    [InlineData(1, 27, "whole number from 0", "cases: [{ name: a, shots: -1, exact: b }]")]
    [InlineData(1, 32, "above 0", "cases: [{ name: a, loss_below: 0, output: b }]")]
    [InlineData(1, 32, "needs an 'output'", "cases: [{ name: a, loss_below: 2 }]")]
    [InlineData(1, 27, "no regular expression", "cases: [{ name: a, regex: '(' }]")]
    [InlineData(1, 30, "is empty", "cases: [{ name: a, contains: [] }]")]
    [InlineData(1, 31, "a list of texts", "cases: [{ name: a, contains: [[b]] }]")]
    [InlineData(1, 31, "a mapping", "cases: [{ name: a, variables: [b], exact: c }]")]
    public void Load_WrongFile_NamesLineAndColumn(int line, int column, string problem, string yaml)
    {
        var error = Assert.Throws<PromptFormatException>(() => Load(yaml));

        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Equal((line, column), (error.Line, error.Column));
        Assert.EndsWith("tests.yaml", error.Path, StringComparison.Ordinal);
    }

    private IReadOnlyList<PromptTestCase> Load(string yaml) =>
        PromptTestFile.Load(_folder.Write(PromptTestFile.FileName, yaml));
}
