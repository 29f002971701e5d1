using GptPrompting;
using GptPrompting.Evaluation.Models;
using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Runs;
using GptPrompting.Evaluation.Tasks;
using Xunit;

namespace PromptGate;

/// <summary>A build fails where an edit makes the prompt prompts/classify/sentiment worse than it may be.</summary>
public sealed class SentimentPromptTests
{
    private const double LeastAccuracy = 0.8;

    [Fact]
    public async Task SentimentPrompt_On200Samples_KeepsItsAccuracy()
    {
        using LanguageModel model = LanguageModel.Load(TinyGpt.Folder);
        EvaluationTask task = TaskFile.Load(TaskLibrary.Find("heldout_sentiment"));
        var options = new EvaluatorOptions { Shots = [4], Limit = new SampleLimit { Count = 200, Seed = 1 } };

        EvaluationRun run = await new Evaluator(new LocalModel(model), options).RunAsync([task]);

        ShotsFigures figures = run.Report.Tasks[0].Figures.Single(each => each.Group is null);
        MetricFigure accuracy = figures.Metrics.Single(metric => metric.Name == "acc");
        Assert.Equal((200, 0), (figures.Count, figures.FailureCount));
        Assert.True(
            accuracy.Value >= LeastAccuracy,
            $"acc is {accuracy.Value:F3} ({accuracy.Low:F3} to {accuracy.High:F3}), at least {LeastAccuracy} is kept.");
    }
}
