namespace GptPrompting.Cli.Tests.Commands;

public sealed class EvaluateCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Evaluate_TaskInTheBox_ShowsFiguresAndWritesReports()
    {
        ToolRun run = await RunAsync("--limit", "6", "--shots", "0,1");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"\| heldout_sentiment \| +0 \| +6 \| acc ", run.Output);
        Assert.Matches(@"\n12 results in [0-9.]+ s, [0-9,]+ tokens read for [0-9,]+ in prompts and ", run.Output);
        Assert.EndsWith(Path.Combine(_folder["run"], "report.html") + "\n", run.Output, StringComparison.Ordinal);
        Assert.Equal(
            ["batches.jsonl", "junit.xml", "report.html", "report.md", "results.csv", "results.json", "run.json",
                "samples.jsonl"],
            Directory.GetFiles(_folder["run"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Evaluate_TheSameAgain_GivesTheSameReport()
    {
        await RunAsync("--limit", "3", "--shots", "0");
        string first = await File.ReadAllTextAsync(_folder["run/results.json"]);

        ToolRun again = await RunAsync("--limit", "3", "--shots", "0");

        Assert.Equal(0, again.ExitCode);
        Assert.Equal(first, await File.ReadAllTextAsync(_folder["run/results.json"]));
    }

    [Fact]
    public async Task Evaluate_OtherOptionsInTheSameFolder_ExitsWithTwoAndSaysWhatDiffers()
    {
        await RunAsync("--limit", "2", "--shots", "0");

        ToolRun other = await RunAsync("--limit", "2", "--shots", "1");

        Assert.Equal(2, other.ExitCode);
        Assert.Contains("it differs in heldout_sentiment.shots.", other.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evaluate_Parity_WritesTheFilesOfTheHarness()
    {
        ToolRun run = await RunAsync("--limit", "2", "--shots", "0,1", "--parity");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(2, Directory.GetFiles(_folder["run"], "samples_heldout_sentiment_*-shot.jsonl").Length);
        Assert.Equal(2, Directory.GetFiles(_folder["run"], "results_*-shot.json").Length);
    }

    [Fact]
    public async Task Evaluate_Everything_ShowsInfluenceOrdersAndCalibration()
    {
        ToolRun run = await RunAsync(
            "--limit", "2", "--shots", "2", "--influence", "--orders", "2", "--calibrate", "--groups");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("loss without a demonstration, less the loss with all 2", run.Output, StringComparison.Ordinal);
        Assert.Contains("2 orders of 2 demonstrations, seed 1234: loss ", run.Output, StringComparison.Ordinal);
        Assert.Contains("acc_mutual_info", run.Output, StringComparison.Ordinal);
        Assert.Contains("heldout_sentiment/sentiment_templates", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evaluate_FigureWorseThanItsLimit_ExitsWithOneAndNamesIt()
    {
        ToolRun run = await RunAsync("--limit", "2", "--shots", "0", "--fail-under", "loss=0", "--fail-under", "acc=0");

        Assert.Equal(1, run.ExitCode);
        Assert.Matches("NOT KEPT: heldout_sentiment loss at 0 shots is [0-9.]+, limit at most 0\n", run.Output);
        Assert.Matches("kept: heldout_sentiment acc at 0 shots is [0-9.]+, limit at least 0\n", run.Output);
    }

    [Fact]
    public async Task Evaluate_SamplesThatDoNotFit_ExitsWithOneAndTellsSomeReasons()
    {
        string[] lines = [.. Enumerable.Range(0, 7).Select(i => $$"""{"q": "{{new string('7', 600 + i)}}"}""")];
        _folder.Write("d.jsonl", string.Join('\n', [.. lines, """{"q": "1"}"""]));
        string task = _folder.Write("t.yaml", """
            {name: t, request: log_likelihood, data: d.jsonl, prompt: {question: "{{ q }}"}, target: "8"}
            """);

        ToolRun run = await ToolRun.OfAsync("evaluate", task, "-o", _folder["run"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(5, run.Output.Split("not measured: 1 result: Scoring reads 6").Length - 1);
        const string Rest = "\nnot measured: 2 results for other reasons; report.md has all\n";
        Assert.Contains(Rest, run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--shots is '1,x'; it must be numbers such as 0,1,4", "--shots", "1,x")]
    [InlineData("--shots has a value twice", "--shots", "1,1")]
    [InlineData("--shots has -1, below 0", "--shots", "-1")]
    [InlineData("9 demonstrations are wanted for the sample 'sentiment-0000'; beside itself", "--shots", "9")]
    [InlineData("--seeds has a value twice", "--seeds", "1,1")]
    [InlineData("--influence is for tasks that score answers behind a demonstration", "--influence", "--shots", "0")]
    [InlineData("--orders is for tasks that score answers behind two demonstrations", "--orders", "2", "--shots", "1")]
    [InlineData("--orders is 1; it must be 0, or at least 2", "--orders", "1")]
    [InlineData("--batch is 0; it must be at least 1", "--batch", "0")]
    [InlineData("The limit is 0; it must be a whole number, or a share below 1", "--limit", "0")]
    [InlineData("--limit-seed says which samples, but --limit does not say how many", "--limit-seed", "1")]
    [InlineData("--fail-under is 'acc'; it must be such as acc=0.8", "--fail-under", "acc")]
    [InlineData("'foo=1', but nothing that is measured is called so; there is acc, acc_norm, loss of heldout_sentiment",
        "--fail-under", "foo=1")]
    [InlineData("'acc@2=1', but nothing that is measured is called so", "--fail-under", "acc@2=1")]
    [InlineData("'icl:acc=1', but nothing that is measured is called so", "--fail-under", "icl:acc=1")]
    [InlineData("--endpoint is 'here'; it must be such as http://host:8000/v1", "--endpoint", "here")]
    [InlineData("--endpoint needs --endpoint-model", "--endpoint", "http://localhost:1/v1")]
    [InlineData("--model and --endpoint are both given", "--endpoint", "http://localhost:1/v1", "--model", "x")]
    [InlineData("nowhere.jsonl: error: cannot be read", "--data-file", "nowhere.jsonl")]
    public async Task Evaluate_WrongOption_ExitsWithTwoAndSaysWhy(string expected, params string[] options)
    {
        ToolRun run = await RunAsync(options);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nosuch", "'nosuch'")]
    [InlineData("nosuch.yaml", "nosuch.yaml")]
    public async Task Evaluate_UnknownTask_ExitsWithTwoAndNamesIt(string task, string expected)
    {
        ToolRun run = await ToolRun.OfAsync("evaluate", task, "-o", _folder["run"]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Theory]
    [InlineData("--shots is for tasks with prompts, not for rolling ones; there is none", "--shots", "1")]
    [InlineData("--calibrate is for multiple_choice tasks; there is none", "--calibrate")]
    public async Task Evaluate_OptionForNoTaskOfTheRun_ExitsWithTwoAndSaysForWhichItIs(
        string expected, params string[] options)
    {
        string text = _folder.Write("text.txt", "A few words.");

        ToolRun run = await ToolRun.OfAsync(
            ["evaluate", "bits_per_byte", "--data-file", text, "-o", _folder["run"], .. options]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evaluate_SeedsWhereNothingIsDrawn_SaysThatOneIsMeasured()
    {
        ToolRun run = await RunAsync("--limit", "2", "--shots", "1", "--seeds", "1,2");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(
            "\nheldout_sentiment: one seed is measured, as nothing is drawn by it\n", run.Output,
            StringComparison.Ordinal);
    }

    private Task<ToolRun> RunAsync(params string[] options) =>
        ToolRun.OfAsync(["evaluate", "heldout_sentiment", "-o", _folder["run"], .. options]);
}
