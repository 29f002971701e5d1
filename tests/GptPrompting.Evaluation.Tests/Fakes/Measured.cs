using System.Text.Json;
using GptPrompting.Evaluation.Metrics;
using GptPrompting.Evaluation.Results;
using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Evaluation.Tests.Fakes;

/// <summary>Tasks, samples and results for tests of what is computed from them.</summary>
internal static class Measured
{
    public static EvaluationTask Task(RequestKind request, params string[] metrics) => new()
    {
        Name = "task",
        Request = request,
        Prompt = null!,
        Samples = [],
        Metrics = metrics,
        Seeds = [1],
        Identity = "identity",
    };

    public static Sample Sample(string target, params string[] targets) => new()
    {
        Id = "0",
        Index = 0,
        Document = default(JsonElement),
        Input = "input",
        Target = target,
        Targets = targets,
    };

    /// <summary>A result without numbers, with 0 shots and seed 1.</summary>
    public static SampleResult Result(int index = 0) =>
        new() { Task = "task", Sample = $"{index}", Index = index, Shots = 0, Seed = 1 };

    /// <summary>A result for choices named a, b, c, ...; the most probable one is predicted.</summary>
    public static SampleResult Choice(int index, int gold, params double[] logLikelihoods) =>
        ChoiceOf(index, gold, [.. logLikelihoods.Select((value, i) => ($"{(char)('a' + i)}", value))]);

    public static SampleResult ChoiceOf(int index, int gold, params (string Text, double LogLikelihood)[] choices) =>
        Result(index) with
        {
            Gold = gold,
            Predicted = ChoiceScores.ArgMax(choices.Select(choice => choice.LogLikelihood)),
            Choices = [.. choices.Select(choice => new ChoiceResult
            {
                Text = choice.Text,
                LogLikelihood = choice.LogLikelihood,
                TokenCount = 1,
            })],
            Loss = -choices[gold].LogLikelihood,
        };

    /// <summary>What is kept of results while figures are made of them.</summary>
    public static IReadOnlyList<ResultNumbers> Numbers(params SampleResult[] results) =>
        [.. ResultNumbers.Each(results)];

    /// <summary>The result with the metrics of a task.</summary>
    public static SampleResult Scored(this SampleResult result, EvaluationTask task, Sample? sample = null) =>
        new SampleScorer(task).Score(sample ?? Sample(""), result);
}
