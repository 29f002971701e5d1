using System.Text.Json;
using System.Xml.Linq;

namespace GptPrompting.Cli.Tests.Commands;

public class PromptsTestCommandTests
{
    private const string Cases = """
        cases:
          - name: a happy guest
            variables: { input: "I absolutely love this product!" }
            label: Positive
          - name: a happy guest again
            variables: { input: "I absolutely love this product!" }
            label: Negative
          - name: too many shots
            variables: { input: "It rained." }
            shots: 3
            label: Negative
        """;

    [Fact]
    public async Task Test_CasesThatPass_ExitsWithZero()
    {
        using TemporaryPrompt prompt = await TemporaryPrompt.CreateAsync();
        prompt.Write("tests.yaml", Cases.Split("  - name: a happy guest again")[0]);

        ToolRun run = await ToolRun.OfAsync("prompts", "test", prompt.Folder);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("| classify/mood | a happy guest | pass", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("1 passed, 0 failed, 0 errors\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_CasesThatFail_ShowsWhyAndExitsWithOne()
    {
        using TemporaryPrompt prompt = await TemporaryPrompt.CreateAsync();
        prompt.Write("tests.yaml", Cases);

        ToolRun run = await ToolRun.OfAsync("prompts", "test", prompt.Library);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("label: expected 'Negative', got 'Positive' at ", run.Output, StringComparison.Ordinal);
        Assert.Contains("the prompt 'mood' has 2 demonstrations.", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("1 passed, 1 failed, 1 error\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_JUnit_WritesWhatBuildServersRead()
    {
        using TemporaryPrompt prompt = await TemporaryPrompt.CreateAsync();
        prompt.Write("tests.yaml", Cases);
        string file = Path.Combine(prompt.Library, "results.xml");

        await ToolRun.OfAsync("prompts", "test", prompt.Library, "--junit", file);

        XElement suite = XDocument.Load(file).Root!.Element("testsuite")!;
        Assert.Equal(
            ("classify/mood", "3", "1", "1"),
            (suite.Attribute("name")!.Value, suite.Attribute("tests")!.Value, suite.Attribute("failures")!.Value,
                suite.Attribute("errors")!.Value));
        XElement[] cases = [.. suite.Elements("testcase")];
        Assert.Equal("a happy guest", cases[0].Attribute("name")!.Value);
        Assert.False(cases[0].HasElements);
        string message = cases[1].Element("failure")!.Attribute("message")!.Value;
        Assert.StartsWith("label: expected", message, StringComparison.Ordinal);
        Assert.NotNull(cases[2].Element("error"));
    }

    [Fact]
    public async Task Test_GeneratedText_FollowsThePromptsSettings()
    {
        using TemporaryPrompt prompt = await TemporaryPrompt.CreateAsync();
        string yaml = await File.ReadAllTextAsync(Path.Combine(prompt.Folder, "prompt.yaml"));
        prompt.Write("prompt.yaml", yaml.Replace("    choices: [Positive, Negative]\n", ""));
        prompt.Write("tests.yaml", Cases.Split("  - name: a happy guest again")[0].Replace("label:", "exact:"));

        ToolRun run = await ToolRun.OfAsync("prompts", "test", prompt.Folder, "--json");

        JsonElement json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(["passed", "failed", "errors", "cases"], json.EnumerateObject().Select(each => each.Name));
        Assert.Equal("Positive", json.GetProperty("cases")[0].GetProperty("text").GetString());
        Assert.Equal(0, run.ExitCode);
    }

    [Theory]
    [InlineData("", "tests.yaml(1,1): error:")]
    [InlineData("cases: [{ name: a, exactly: b }]", "tests.yaml(1,20): error: unknown key 'exactly'")]
    public async Task Test_WrongFile_NamesThePlaceAndExitsWithTwo(string yaml, string expected)
    {
        using TemporaryPrompt prompt = await TemporaryPrompt.CreateAsync();
        prompt.Write("tests.yaml", yaml);

        ToolRun run = await ToolRun.OfAsync("prompts", "test", prompt.Folder);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_NoCases_ExitsWithTwo()
    {
        using TemporaryPrompt prompt = await TemporaryPrompt.CreateAsync();
        File.Delete(Path.Combine(prompt.Folder, "tests.yaml"));

        ToolRun run = await ToolRun.OfAsync("prompts", "test", prompt.Folder);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("There is no case to run", run.Error, StringComparison.Ordinal);
    }
}
