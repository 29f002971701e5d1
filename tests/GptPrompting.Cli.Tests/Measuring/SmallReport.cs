using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Cli.Tests.Measuring;

/// <summary>A report of a few figures.</summary>
internal static class SmallReport
{
    public static EvaluationReport Of(
        params (string Task, int Shots, string Metric, double? Value, bool IsHigherBetter)[] figures) => new()
    {
        Run = new RunDescription
        {
            Key = "key",
            Model = "model",
            ModelIdentity = new Dictionary<string, string>(),
            Version = "1",
            ExpectedCount = 10,
            ResultCount = 10,
        },
        Tasks = [.. figures.GroupBy(figure => figure.Task).Select(task => new TaskReport
        {
            Task = task.Key,
            Request = RequestKind.MultipleChoice,
            Samples = new SampleCounts(10, 10),
            Identity = "identity",
            Figures = [.. task.GroupBy(figure => figure.Shots).Select(shots => new ShotsFigures
            {
                Shots = shots.Key,
                Seeds = [1],
                Count = 1000,
                FailureCount = 0,
                Metrics = [.. shots.Select(figure => new MetricFigure
                {
                    Name = figure.Metric, Value = figure.Value, IsHigherBetter = figure.IsHigherBetter,
                })],
            })],
        })],
    };
}
