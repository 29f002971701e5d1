namespace GptPrompting.Cli.Tests.Commands;

public sealed class ChooseCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Choose_TaskWithADevelopmentSplit_ShowsStepsAndHeldOutLossesAndWritesTheChoice()
    {
        string task = WriteTask();

        ToolRun run = await ToolRun.OfAsync(
            "choose", task, "--shots", "1", "--candidates", "3", "--draws", "2", "-o", _folder["chosen.jsonl"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        const string Step = @"^chosen: demonstrations:\d, development loss [\d.]+, \d+ tokens, of 3 candidates\n";
        Assert.Matches(Step, run.Output);
        Assert.Matches(@"\ndevelopment loss without demonstrations [\d.]+\n", run.Output);
        Assert.Matches(@"\| chosen +\| [\d.]+ \|", run.Output);
        Assert.Matches(@"\| random draw 2 +\| [\d.]+ \|", run.Output);
        string chosen = Assert.Single(await File.ReadAllLinesAsync(_folder["chosen.jsonl"]));
        Assert.StartsWith("{\"q\":", chosen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choose_NothingFitsIntoTheBudget_SaysThatNoneIsChosen()
    {
        ToolRun run = await ToolRun.OfAsync("choose", WriteTask(), "--budget", "1", "--draws", "1");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("chosen: none; no candidate that fits", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--shots is 0; it must be at least 1", "--shots", "0")]
    [InlineData("--budget is 0; it must be at least 1", "--budget", "0")]
    [InlineData("--candidates is 0; it must be at least 1", "--candidates", "0")]
    [InlineData("--development is 0; it must be at least 1", "--development", "0")]
    [InlineData("--draws is 0; it must be at least 1", "--draws", "0")]
    [InlineData("Demonstrations are chosen for one task, not for 2", "icl")]
    public async Task Choose_WrongArguments_ExitsWithTwoAndSaysWhy(string expected, params string[] arguments)
    {
        ToolRun run = await ToolRun.OfAsync(["choose", WriteTask(), .. arguments]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choose_TaskInTheBox_Works()
    {
        ToolRun run = await ToolRun.OfAsync(
            "choose", "heldout_chat", "--shots", "1", "--candidates", "2", "--development", "4", "--draws", "1");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"\| chosen +\| [\d.]+ +\| [\d.]+ +\| +\| 100 +\| 0 +\|", run.Output);
    }

    [Fact]
    public async Task Choose_TaskWithoutADevelopmentSplit_ExitsWithTwoAndSaysSo()
    {
        ToolRun run = await ToolRun.OfAsync("choose", "icl_labels");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("has no development split", run.Error, StringComparison.Ordinal);
    }

    private string WriteTask()
    {
        foreach (string name in new[] { "data", "pool", "development" })
        {
            _folder.Write($"{name}.jsonl", string.Concat(Enumerable.Range(0, 5).Select(
                i => $$"""{"q": "{{name}} {{i}}", "a": "blue"}""" + "\n")));
        }

        return _folder.Write("t.yaml", """
            name: t
            request: log_likelihood
            data: data.jsonl
            demonstrations: pool.jsonl
            development: development.jsonl
            prompt: {question: "{{ q }}:", request_delimiter: " "}
            target: "{{ a }}"
            metrics: [acc]
            """);
    }
}
