using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GptPrompting.Evaluation.Metrics;
using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Results;
using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Evaluation.Runs;

/// <summary>One task at one number of shots and one seed, as one run of lm-evaluation-harness has it.</summary>
/// <param name="Task">The task with these shots and this seed alone.</param>
/// <param name="Shots">How many demonstrations.</param>
/// <param name="Count">How many results.</param>
/// <param name="Hash">What its <c>task_hashes</c> say: SHA-256 of the hashes of all lines; lower-case hex.</param>
/// <param name="Figures">The figures of the results.</param>
internal sealed record ParityTask(EvaluationTask Task, int Shots, int Count, string Hash, ShotsFigures Figures)
{
    // Without the loss that every report has besides.
    private IEnumerable<MetricFigure> Named => Figures.Metrics
        .Where(figure => Task.Metrics.Contains(figure.Name.Split(',')[0], StringComparer.Ordinal));

    /// <summary>Writes the task's file of samples.</summary>
    /// <param name="path">The file.</param>
    /// <param name="plan">What was run.</param>
    /// <param name="shots">The number of demonstrations that this is about.</param>
    /// <param name="seed">The seed that this is about.</param>
    /// <param name="results">The results for these in order; enumerated more than once, and none is kept.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static ParityTask Write(
        string path, TrialPlan plan, int shots, int seed, IEnumerable<SampleResult> results)
    {
        EvaluationTask task = plan.Task with { Shots = [shots], Seeds = [seed] };
        ResultNumbers[] numbers = [.. ResultNumbers.Each(results)];
        TaskReport report = TaskReports.From(
            task, numbers, new SampleCounts(task.Samples.Count, plan.Samples.Count), isParity: true);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        WholeFile.Write(path, stream =>
        {
            foreach (JsonObject line in ParitySamples.Of(task, Measured(task, results)))
            {
                stream.Write(Encoding.UTF8.GetBytes(line.ToJsonString(ResultJson.Line) + "\n"));
                hash.AppendData(Encoding.UTF8.GetBytes(
                    $"{(string?)line["doc_hash"]}{(string?)line["prompt_hash"]}{(string?)line["target_hash"]}"));
            }
        });
        string digest = Convert.ToHexStringLower(hash.GetHashAndReset());
        return new ParityTask(task, shots, numbers.Length, digest, report.Figures[0]);
    }

    public JsonObject Metrics()
    {
        var metrics = new JsonObject { ["alias"] = Task.Name };
        foreach (MetricFigure figure in Named)
        {
            int comma = figure.Name.IndexOf(',', StringComparison.Ordinal);
            string name = comma < 0 ? figure.Name : figure.Name[..comma];
            string filter = comma < 0 ? "none" : figure.Name[(comma + 1)..];
            metrics[$"{name},{filter}"] = figure.Value;
            metrics[$"{name}_stderr,{filter}"] = figure.StandardError is { } error ? error : "N/A";
        }

        return metrics;
    }

    public JsonObject Config() => new()
    {
        ["task"] = Task.Name,
        ["description"] = Task.Description,
        ["output_type"] = OutputType(Task.Request),
        ["num_fewshot"] = Shots,
        ["metadata"] = new JsonObject { ["version"] = Task.Version, ["identity"] = Task.Identity },
    };

    public JsonObject HigherIsBetter() => new(Named
        .Select(figure => (Name: figure.Name.Split(',')[0], figure.IsHigherBetter))
        .DistinctBy(figure => figure.Name)
        .Select(figure => KeyValuePair.Create(figure.Name, (JsonNode?)figure.IsHigherBetter)));

    private static IEnumerable<(PreparedTrial, SampleResult)> Measured(
        EvaluationTask task, IEnumerable<SampleResult> results)
    {
        var preparer = new TrialPreparer(new EvaluatorOptions { IsParity = true, MeasuresDemonstrations = false });
        var single = new TrialPlan(task, new EvaluatorOptions { IsParity = true });
        return single.Trials().Zip(
            results, (trial, result) => (preparer.Prepare(trial, CancellationToken.None), result));
    }

    private static string OutputType(RequestKind kind) => kind switch
    {
        RequestKind.LogLikelihood => "loglikelihood",
        RequestKind.MultipleChoice => "multiple_choice",
        RequestKind.Rolling => "loglikelihood_rolling",
        _ => "generate_until",
    };
}
