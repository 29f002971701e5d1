using GptPrompting.Evaluation.Models;
using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Runs;
using GptPrompting.Evaluation.Tests.Fakes;

namespace GptPrompting.Evaluation.Tests.Runs;

public sealed class RunFolderTests : IDisposable
{
    private static readonly EvaluatorOptions Options =
        new() { Shots = [0, 1, 3], MeasuresInfluence = true, BatchSize = 6 };

    private static readonly string[] Reports =
        ["results.json", "results.csv", "report.md", "junit.xml", "samples.jsonl"];

    private readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(34)]
    public async Task RunAsync_AfterABreakdown_GoesOnAndGivesTheSameFiles(int mostRequests)
    {
        await CompleteAsync("whole", new LetterModel());
        await Assert.ThrowsAsync<IOException>(() => RunAsync("broken", new LetterModel(mostRequests)));
        var rest = new LetterModel();

        await CompleteAsync("broken", rest);

        AssertSame("whole", "broken");
        Assert.InRange(rest.Requests.Count, 1, 35 - mostRequests + (2 * 6));
    }

    [Theory]
    [InlineData("samples.jsonl", "{\"task\":\"letters\",\"sam")]
    [InlineData("batches.jsonl", "{\"results\":12,\"tok")]
    [InlineData("samples.jsonl", "half a line\nand one without end")]
    public async Task RunAsync_WhatAnInterruptionLeft_IsCutOff(string file, string rest)
    {
        await CompleteAsync("whole", new LetterModel());
        await Assert.ThrowsAsync<IOException>(() => RunAsync("broken", new LetterModel(30)));
        await File.AppendAllTextAsync(Path.Combine(_folder["broken"], file), rest);

        await CompleteAsync("broken", new LetterModel());

        AssertSame("whole", "broken");
    }

    [Fact]
    public async Task RunAsync_SamplesThatTheDiskLost_AreMeasuredAgain()
    {
        await CompleteAsync("whole", new LetterModel());
        await Assert.ThrowsAsync<IOException>(() => RunAsync("broken", new LetterModel(30)));
        string samples = Path.Combine(_folder["broken"], "samples.jsonl");
        string[] lines = await File.ReadAllLinesAsync(samples);
        await File.WriteAllTextAsync(samples, string.Concat(lines.SkipLast(2).Select(line => line + "\n")));

        await CompleteAsync("broken", new LetterModel());

        AssertSame("whole", "broken");
    }

    [Fact]
    public async Task RunAsync_CompleteRunAgain_AsksTheModelNothing()
    {
        await CompleteAsync("whole", new LetterModel());
        var model = new LetterModel();

        EvaluationRun run = await RunAsync("whole", model);

        Assert.Empty(model.Requests);
        Assert.Equal(run.Report.Run.ExpectedCount, run.Report.Run.ResultCount);
    }

    [Fact]
    public async Task RunAsync_FolderOfAnotherModel_ThrowsAndSaysWhatDiffers()
    {
        await CompleteAsync("whole", new LetterModel());
        var other = new LetterModel { Identity = new Dictionary<string, string> { ["digest"] = "abd" } };

        ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(() => RunAsync("whole", other));

        Assert.Contains("it differs in model.digest.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_FolderOfOtherOptions_ThrowsAndSaysWhatDiffers()
    {
        await CompleteAsync("whole", new LetterModel());
        var evaluator = new Evaluator(new LetterModel(), Options with { Shots = [0] });

        ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(
            () => evaluator.RunAsync([Letters.Likelihood()], _folder["whole"]));

        Assert.Contains("it differs in letters.shots.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_ResultsOfNobodyKnowsWhat_Throws()
    {
        _folder.Write("strange/samples.jsonl", "{}\n");

        await Assert.ThrowsAsync<ArgumentException>(() => RunAsync("strange", new LetterModel()));

        Assert.Equal("{}\n", await File.ReadAllTextAsync(Path.Combine(_folder["strange"], "samples.jsonl")));
    }

    [Fact]
    public void Open_FolderThatIsOpen_ThrowsUntilItIsClosed()
    {
        using (RunFolder.Open(_folder["open"], RunKeyTests.Key(Letters.Likelihood())))
        {
            IOException error = Assert.Throws<IOException>(
                () => RunFolder.Open(_folder["open"], RunKeyTests.Key(Letters.Likelihood())).Dispose());

            Assert.Contains("being used by another process", error.Message, StringComparison.Ordinal);
        }

        RunFolder.Open(_folder["open"], RunKeyTests.Key(Letters.Likelihood())).Dispose();
    }

    [Fact]
    public async Task Read_InterruptedRun_GivesTheReportOfWhatThereIs()
    {
        await Assert.ThrowsAsync<IOException>(() => RunAsync("broken", new LetterModel(30)));
        var evaluator = new Evaluator(new LetterModel(), Options);

        EvaluationRun run = evaluator.Read([Letters.Likelihood()], _folder["broken"]);

        Assert.InRange(run.Report.Run.ResultCount, 1, run.Report.Run.ExpectedCount - 1);
        Assert.Equal(run.Report.Run.ResultCount, run.Results.Count);
        Assert.Equal(run.Results.Count, run.Seconds.Count);
    }

    private Task<EvaluationRun> RunAsync(string folder, IEvaluatedModel model) =>
        new Evaluator(model, Options).RunAsync([Letters.Likelihood()], _folder[folder]);

    private async Task CompleteAsync(string folder, IEvaluatedModel model) =>
        ReportFiles.Write(_folder[folder], await RunAsync(folder, model), []);

    private void AssertSame(string one, string other)
    {
        Assert.All(Reports, name => Assert.Equal(
            File.ReadAllText(Path.Combine(_folder[one], name)), File.ReadAllText(Path.Combine(_folder[other], name))));
        string[] pages = [Page(one), Page(other)];
        Assert.Equal(pages[0].Split('\n').Length, pages[1].Split('\n').Length);
        Assert.InRange(pages[0].Split('\n').Zip(pages[1].Split('\n')).Count(pair => pair.First != pair.Second), 0, 1);
    }

    private string Page(string folder) => File.ReadAllText(Path.Combine(_folder[folder], "report.html"));
}
