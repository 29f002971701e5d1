using GptPrompting.Prompts;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests;

public sealed class PromptCheckerTests : IDisposable
{
    private const string Yaml = """
        name: mood
        description: Names a mood.
        template_format: scriban
        template: |-
          {{~ for d in demonstrations ~}}
          {{ d.input }} ({{ d.tone }}) ->{{ d.output }}
          {{~ end ~}}
          {{ input }} ->
        input_variables:
          - name: input
          - name: shots
            default: 2
            is_required: false
        execution_settings:
          default:
            max_tokens: 8
            choices: [Good, Bad]
        """;

    private const string Demonstrations = """
        {"input": "a", "output": "Good", "tone": "x"}
        {"input": "b", "output": "Bad", "tone": "y"}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Library =>
        [.. Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "prompts"), "prompt.yaml", SearchOption.AllDirectories)
            .Select(file => Path.GetDirectoryName(Path.GetRelativePath(Repository.Root, file))!)];

    [Theory]
    [MemberData(nameof(Library))]
    public void Check_PromptOfTheLibrary_FindsNothing(string folder)
    {
        LanguageModel model = InBox.Model;

        Assert.Empty(PromptChecker.Check(Path.Combine(Repository.Root, folder), model.Tokenizer, model.ContextLength));
    }

    [Fact]
    public void Check_PromptThatIsFine_FindsNothing() => Assert.Empty(Check(Yaml, Demonstrations));

    [Theory]
    [InlineData("  {{ input }} ->", "  {{ inputs }} ->", 8, 6, "'inputs' is not declared")]
    [InlineData("  - name: shots", "  - name: tone\n    default: 1\n  - name: shots", 11, 11, "'tone' is declared")]
    [InlineData("  {{ input }} ->", "  {{ input }} -> ", 8, 17, "ends in a blank at 0 shots")]
    [InlineData("  {{ input }} ->", "  {{ input }} ->\u00a0", 8, 17, "ends in a blank at 0 shots")]
    [InlineData("  {{ input }} ->", "  {{ input | string.strip }} ->", 10, 11, "may pass for a demonstration")]
    [InlineData("  {{ input }} ->", "  {{ input | string.slice 1 }} ->", 10, 11, "may pass for a demonstration")]
    [InlineData("[Good, Bad]", "[Good, Bad, '']", 17, 26, "not blank")]
    [InlineData("[Good, Bad]", "[Good, Bad, ' x']", 17, 14, "begins or ends with white space")]
    [InlineData("[Good, Bad]", "[Good, Bad, Bad]", 17, 26, "'Bad' is there twice")]
    [InlineData("[Good, Bad]", "Good", 17, 14, "'choices' is to be a list")]
    [InlineData("[Good, Bad]", "[Good, Bad, Bad News]", 17, 14, "begin those of 'Bad News'")]
    [InlineData("template_format: scriban", "template_format: jinja", 3, 18, "only scriban")]
    public void Check_WrongPromptFile_NamesThePlace(string from, string to, int line, int column, string message)
    {
        IReadOnlyList<PromptProblem> problems = Check(Yaml.Replace(from, to, StringComparison.Ordinal), Demonstrations);

        PromptProblem problem =
            Assert.Single(problems, each => each.Message.Contains(message, StringComparison.Ordinal));
        Assert.Equal((line, column), (problem.Line, problem.Column));
        Assert.EndsWith("prompt.yaml", problem.Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(", \"tone\": \"y\"", "", 2, "has no 'tone'")]
    [InlineData("\"Bad\"", "\"Awful\"", 2, "'Awful' is none of the labels: Good, Bad")]
    [InlineData("\"Bad\"", "\" Bad\"", 2, "begins with white space")]
    [InlineData("\"Bad\"", "\"Good\"", null, "not balanced: Good 2, Bad 0")]
    [InlineData("\"Bad\"", "\"Good\"", null, "shown by default all say 'Good'")]
    [InlineData("\"Bad\"", "3", 2, "'output' is to be a string")]
    public void Check_WrongDemonstration_NamesTheLine(string from, string to, int? line, string message)
    {
        IReadOnlyList<PromptProblem> problems = Check(Yaml, Demonstrations.Replace(from, to, StringComparison.Ordinal));

        PromptProblem problem =
            Assert.Single(problems, each => each.Message.Contains(message, StringComparison.Ordinal));
        Assert.Equal((line, line is null ? null : (int?)1), (problem.Line, problem.Column));
        Assert.EndsWith("demonstrations.jsonl", problem.Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ name: a, label: Good, variables: { inputs: b } }", "no variable 'inputs'")]
    [InlineData("{ name: a, label: Good }", "'input' is required")]
    [InlineData("{ name: a, label: Good, variables: { input: b }, shots: 3 }", "3 shots are more than the 2")]
    [InlineData("{ name: a, label: Fine, variables: { input: b } }", "'Fine' is none of the labels")]
    [InlineData("{ name: a, lable: Good }", "unknown key 'lable'")]
    public void Check_WrongCase_NamesTheLine(string test, string message)
    {
        _folder.Write("tests.yaml", $"cases:\n  - {test}");

        PromptProblem problem = Check(Yaml, Demonstrations)[0];

        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Equal(2, problem.Line);
        Assert.EndsWith("tests.yaml", problem.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_DemonstrationsThatAreNotShown_AreAWarning()
    {
        PromptProblem problem = Assert.Single(
            Check("name: a\ntemplate_format: scriban\ntemplate: hello", Demonstrations));

        Assert.Equal(PromptProblemSeverity.Warning, problem.Severity);
        Assert.Contains("does not show demonstrations", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_PromptAndAnswerThatJustFit_IsFine()
    {
        int count = InBox.Model.Tokenizer.Encode("a (x) ->Good\nb (y) ->Bad\nx ->", addSpecialTokens: true).Length;

        Assert.Empty(Check(Yaml, Demonstrations, count + 8));
        string message = Assert.Single(Check(Yaml, Demonstrations, count + 7)).Message;
        Assert.Contains($"{count} tokens at 2 shots and 8 to generate are more", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_LabelsThatShareTheirFirstToken_IsAWarning()
    {
        string yaml = Yaml.Replace("[Good, Bad]", "[Good day, Good night]", StringComparison.Ordinal);

        PromptProblem problem = Assert.Single(
            Check(yaml, ""), each => each.Message.Contains("share their first token", StringComparison.Ordinal));

        Assert.Equal((PromptProblemSeverity.Warning, 17, 14), (problem.Severity, problem.Line, problem.Column));
    }

    [Fact]
    public void Check_PoolOfDemonstrations_IsNotShownAsAWhole() => Assert.Empty(
        Check(Yaml, string.Join('\n', Enumerable.Repeat(Demonstrations, 10_000))));

    [Fact]
    public void Check_PoolThatATemplateCannotBeGiven_NamesTheFile()
    {
        // A demonstration of more parts than the limit of 1,000,000 for all of them.
        string pool = Demonstrations.Replace("\"y\"", $"[{string.Join(',', Enumerable.Repeat(0, 1_000_000))}]",
            StringComparison.Ordinal);

        PromptProblem problem = Check(Yaml, pool)[0];

        Assert.Equal((Path.Combine(_folder.Path, "prompt.yaml"), null), (problem.Path, problem.Line));
        Assert.StartsWith(
            "cannot be rendered at 2 shots: A template variable", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("prompt.yaml")]
    [InlineData("tests.yaml")]
    public void Check_FileThatNobodyWrites_IsRefusedByItsSize(string name)
    {
        _folder.Write("prompt.yaml", Yaml);
        _folder.Write("demonstrations.jsonl", Demonstrations);
        _folder.Write(name, new string('#', (4 << 20) + 1));

        PromptProblem problem = PromptChecker.Check(_folder.Path)[0];

        Assert.EndsWith(name, problem.Path, StringComparison.Ordinal);
        Assert.Equal("the file has 4194305 bytes; the limit is 4194304", problem.Message);
    }

    [Fact]
    public void Check_Settings_AreThoseOfTheFileUntilNothingIsWrong()
    {
        _folder.Write("prompt.yaml", Yaml);
        _folder.Write("demonstrations.jsonl", Demonstrations);

        IReadOnlyList<PromptProblem> problems = PromptChecker.Check(_folder.Path, findSettingsProblem: settings =>
            settings.Count > 0 ? $"no '{settings.Keys.First()}'" : null);

        Assert.Equal(["no 'max_tokens'", "no 'choices'"], problems.Select(each => each.Message));
        Assert.Equal([(16, 17), (17, 14)], problems.Select(each => (each.Line!.Value, each.Column!.Value)));
    }

    [Fact]
    public void Check_NoFolder_SaysSo()
    {
        PromptProblem problem = Assert.Single(PromptChecker.Check(Path.Combine(_folder.Path, "nothing")));

        Assert.Contains("cannot be read", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_Problem_ReadsAsCompilersWriteIt()
    {
        var problem = new PromptProblem("a.yaml", 2, 3, PromptProblemSeverity.Warning, "odd");

        Assert.Equal("a.yaml(2,3): warning: odd", problem.ToString());
        Assert.Equal("a.yaml: warning: odd", (problem with { Line = null }).ToString());
    }

    private IReadOnlyList<PromptProblem> Check(string yaml, string demonstrations, int contextLength = 512)
    {
        _folder.Write("prompt.yaml", yaml.Replace("default: 2", demonstrations.Length > 0 ? "default: 2" : "default: 0",
            StringComparison.Ordinal));
        _folder.Write("demonstrations.jsonl", demonstrations);
        return PromptChecker.Check(_folder.Path, InBox.Model.Tokenizer, contextLength);
    }
}
