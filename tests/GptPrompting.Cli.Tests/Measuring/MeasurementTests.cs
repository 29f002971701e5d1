using GptPrompting.Cli.Measuring;
using GptPrompting.Evaluation.Models;
using GptPrompting.Evaluation.Runs;
using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Cli.Tests.Measuring;

public sealed class MeasurementTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task RunAsync_Interrupted_GivesWhatThereIsAndTheNextRunTheRest()
    {
        using LanguageModel model = LanguageModel.Load(TinyGpt.Folder);
        EvaluationTask task = TaskFile.Load(TaskLibrary.Find("heldout_topic"));
        var evaluator = new Evaluator(
            new LocalModel(model), new EvaluatorOptions { Limit = new SampleLimit { Count = 3 }, Shots = [0] });

        EvaluationRun none = await RunAsync(evaluator, task, new CancellationToken(canceled: true));
        EvaluationRun all = await RunAsync(evaluator, task, CancellationToken.None);

        Assert.Equal((0, 3), (none.Report.Run.ResultCount, none.Report.Run.ExpectedCount));
        Assert.Equal((3, 3), (all.Report.Run.ResultCount, all.Report.Run.ExpectedCount));
    }

    private Task<EvaluationRun> RunAsync(Evaluator evaluator, EvaluationTask task, CancellationToken token) =>
        Measurement.RunAsync(evaluator, [task], _folder["run"], TextWriter.Null, token);
}
