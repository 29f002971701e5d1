using System.Text.RegularExpressions;
using GptPrompting.Generation;
using GptPrompting.Prompts;
using GptPrompting.Tests.Fakes;

namespace GptPrompting.Tests;

/// <summary>With the in-box model, which continues this prompt with " Positive".</summary>
public sealed class PromptTestRunnerTests : IDisposable
{
    private static readonly GenerationOptions Greedy =
        new() { Temperature = 0, MaxOutputTokens = 8, StopSequences = ["\n"] };

    private readonly TemporaryFolder _folder = new();
    private readonly Prompt _prompt;

    public PromptTestRunnerTests()
    {
        _folder.Write("prompt.yaml", """
            name: sentiment
            template_format: scriban
            template: |-
              Classify the sentiment of the text as Positive or Negative.
              Input: The staff greeted us with a smile and the rooms were spotless.
              Output: Positive
              Input: The zip broke on the first day.
              Output: Negative
              Input: {{ input }}
              Output:
            input_variables:
              - name: input
            execution_settings:
              default:
                choices: [Negative, Positive]
            """);
        _prompt = Prompt.Load(_folder.Path);
    }

    private static PromptTestCase Case => new()
    {
        Name = "a",
        Variables = new Dictionary<string, object?> { ["input"] = "I absolutely love this product!" },
    };

    public static TheoryData<string, bool, string, PromptTestCase> Cases => new()
    {
        { "exact", true, "got 'Positive'", Case with { Exact = "Positive" } },
        { "exact", false, "expected 'Negative', got 'Positive'", Case with { Exact = "Negative" } },
        { "contains", true, "got 'Positive'", Case with { Contains = ["Pos", "tive"] } },
        { "contains", false, "'Neg' is missing, got 'Positive'", Case with { Contains = ["Pos", "Neg"] } },
        { "regex", true, "got 'Positive'", Case with { Pattern = Pattern("^Pos") } },
        { "regex", false, "expected /^pos/, got 'Positive'", Case with { Pattern = Pattern("^pos") } },
        { "label", true, "got 'Positive' at ", Case with { Label = "Positive" } },
        { "label", false, "expected 'Negative', got 'Positive' at ", Case with { Label = "Negative" } },
        { "loss_below", true, "limit 5, got ", Case with { Output = "Positive", LossBelow = 5 } },
        { "loss_below", false, "limit 0.0001, got ", Case with { Output = "Negative", LossBelow = 0.0001 } },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Run_OneCheck_SaysWhetherItHoldsAndWhatCame(
        string name, bool passed, string detail, PromptTestCase test)
    {
        PromptTestResult result = Run(test);

        PromptTestCheck check = Assert.Single(result.Checks);
        Assert.Equal((name, passed), (check.Name, check.Passed));
        Assert.StartsWith(detail, check.Detail, StringComparison.Ordinal);
        Assert.Equal(passed, result.Passed);
    }

    [Fact]
    public void Run_SeveralChecks_PassesOnlyIfAllHold()
    {
        PromptTestResult result = Run(Case with { Exact = "Positive", Label = "Negative" });

        Assert.Equal([true, false], result.Checks.Select(check => check.Passed));
        Assert.False(result.Passed);
        Assert.Equal("Positive", result.Text);
    }

    [Fact]
    public void Run_LabelAndLoss_GenerateNothing()
    {
        Assert.Null(Run(Case with { Label = "Positive", Output = "Positive", LossBelow = 5 }).Text);
    }

    [Fact]
    public void Run_LossOfOutput_IsThatOfTheAnswerWithItsSpace()
    {
        string text = _prompt.Render(Case.Variables);
        double loss = InBox.Model.Score(text, " Positive").Loss;

        PromptTestCase test = Case with { Output = "Positive" };

        Assert.True(Run(test with { LossBelow = loss + 1e-6 }).Passed);
        Assert.False(Run(test with { LossBelow = loss - 1e-6 }).Passed);
    }

    [Fact]
    public void Run_PatternWithoutEnd_FailsAndSaysSo()
    {
        // Tries every way to part the word into words into words.
        var pattern = new Regex(
            @"^(?<a>(?<b>(?<c>(?<d>(?<e>(?<f>\w+)+)+)+)+)+)+!$", RegexOptions.ExplicitCapture,
            TimeSpan.FromMilliseconds(1));

        PromptTestResult result = Run(Case with { Pattern = pattern });

        Assert.False(result.Passed);
        Assert.Contains("took longer than", Assert.Single(result.Checks).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'input' is required", false, "Positive")]
    [InlineData("'Fine' is none of the prompt's labels: Negative, Positive", true, "Fine")]
    public void Run_CaseThatCannotBeRun_HasTheReason(string expected, bool hasInput, string label)
    {
        PromptTestCase test = Case with { Label = label };

        PromptTestResult result = Run(hasInput ? test : test with { Variables = new Dictionary<string, object?>() });

        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Checks);
        Assert.False(result.Passed);
    }

    [Fact]
    public void Run_SamplingWithoutSeed_GivesTheSameTwice()
    {
        GenerationOptions hot = Greedy with { Temperature = 2, Seed = null };
        PromptTestCase test = Case with { Exact = "x" };

        string?[] texts = [.. PromptTestRunner.Run(InBox.Model, _prompt, [test, test], hot).Select(each => each.Text)];

        Assert.Equal(texts[0], texts[1]);
    }

    [Fact]
    public void Run_AnswerThatDoesNotObey_IsAnErrorOfItsCase()
    {
        GenerationOptions constrained = Greedy with { Constraint = GenerationConstraint.Regex("[0-9]{40}") };
        PromptTestCase[] tests = [Case with { Exact = "x" }, Case with { Label = "Positive" }];

        PromptTestResult[] results = [.. PromptTestRunner.Run(InBox.Model, _prompt, tests, constrained)];

        Assert.Contains("does not obey", results[0].Error, StringComparison.Ordinal);
        Assert.True(results[1].Passed);
    }

    private static Regex Pattern(string pattern) => new(pattern, RegexOptions.None, TimeSpan.FromSeconds(1));

    private PromptTestResult Run(PromptTestCase test) =>
        PromptTestRunner.Run(InBox.Model, _prompt, [test], Greedy).Single();
}
