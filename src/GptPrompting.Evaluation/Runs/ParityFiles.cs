using System.Globalization;
using System.Text.Json.Nodes;
using GptPrompting.Evaluation.Metrics;
using GptPrompting.Evaluation.Parity;
using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Results;
using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Evaluation.Runs;

/// <summary>
/// The files of lm-evaluation-harness: <c>results_K-shot.json</c> and <c>samples_TASK_K-shot.jsonl</c>, for each number
/// of shots and seed, as one of its runs has one of each (<c>loggers/evaluation_tracker.py</c>).
/// </summary>
internal static class ParityFiles
{
    /// <param name="folder">Where they are written.</param>
    /// <param name="plans">What was run.</param>
    /// <param name="run">What came of it, whole.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Write(string folder, IReadOnlyList<TrialPlan> plans, EvaluationRun run)
    {
        (int Shots, int Seed)[] settings = [.. run.Results.Where(IsPlain).Select(result => (result.Shots, result.Seed))
            .Distinct()];
        bool hasSeeds = settings.CountBy(setting => setting.Shots).Any(count => count.Value > 1);
        foreach ((int shots, int seed) in settings)
        {
            string name = string.Create(
                CultureInfo.InvariantCulture, $"{shots}-shot{(hasSeeds ? $"_seed-{seed}" : "")}");
            var tasks = new List<ParityTask>();
            foreach (TrialPlan plan in plans)
            {
                ParityTask task = ParityTask.Of(plan, shots, seed, run.Results);
                tasks.Add(task);
                WholeFile.Write(
                    Path.Combine(folder, $"samples_{FileName(plan.Task.Name)}_{name}.jsonl"),
                    string.Concat(task.Samples.Select(sample => sample.ToJsonString(ResultJson.Line) + "\n")));
            }

            JsonObject results = Results(tasks, seed, run.Report);
            ParityGroups.AddTo(results, [.. tasks.Select(task => (task.Task, task.Count))]);
            WholeFile.Write(
                Path.Combine(folder, $"results_{name}.json"), results.ToJsonString(ResultJson.Indented) + "\n");
        }
    }

    // As its sanitize_model_name: what a file's name cannot have.
    private static string FileName(string task) =>
        string.Concat(task.Select(c => "\"<>:/|\\?*[]".Contains(c, StringComparison.Ordinal) ? '_' : c));

    private static bool IsPlain(SampleResult result) => result.Variant.Length == 0;

    private static JsonObject Results(IReadOnlyList<ParityTask> tasks, int seed, EvaluationReport report) => new()
    {
        ["results"] = Each(tasks, task => task.Metrics()),
        ["group_subtasks"] = Each(tasks, _ => new JsonArray()),
        ["configs"] = Each(tasks, task => task.Config()),
        ["versions"] = Each(tasks, task => task.Task.Version),
        ["n-shot"] = Each(tasks, task => task.Shots),
        ["higher_is_better"] = Each(tasks, task => task.HigherIsBetter()),
        ["n-samples"] = Each(tasks, task => new JsonObject
        {
            ["original"] = task.Task.Samples.Count,
            ["effective"] = task.Count,
        }),
        ["config"] = new JsonObject
        {
            ["model"] = report.Run.Model,
            ["model_args"] = new JsonObject(report.Run.ModelIdentity.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
            ["bootstrap_iters"] = Statistics.Bootstrap.HarnessDraws,
            ["random_seed"] = 0,
            ["numpy_seed"] = seed,
            ["torch_seed"] = seed,
            ["fewshot_seed"] = seed,
        },
        ["model_name"] = report.Run.Model,
        ["task_hashes"] = Each(tasks, task => task.Hash()),
    };

    private static JsonObject Each(IReadOnlyList<ParityTask> tasks, Func<ParityTask, JsonNode?> value) =>
        new(tasks.Select(task => KeyValuePair.Create(task.Task.Name, value(task))));

    /// <summary>One task at one number of shots and one seed.</summary>
    private sealed record ParityTask(
        EvaluationTask Task, int Shots, int Count, IReadOnlyList<JsonObject> Samples, ShotsFigures Figures)
    {
        // Without the loss that every report has besides.
        private IEnumerable<MetricFigure> Named => Figures.Metrics
            .Where(figure => Task.Metrics.Contains(figure.Name.Split(',')[0], StringComparer.Ordinal));

        public static ParityTask Of(TrialPlan plan, int shots, int seed, IReadOnlyList<SampleResult> all)
        {
            EvaluationTask task = plan.Task with { Shots = [shots], Seeds = [seed] };
            SampleResult[] results = [.. all.Where(result => IsPlain(result) && result.Task == task.Name
                && result.Shots == shots && result.Seed == seed)];
            var preparer = new TrialPreparer(new EvaluatorOptions { IsParity = true, MeasuresDemonstrations = false });
            var single = new TrialPlan(task, new EvaluatorOptions { IsParity = true });
            IEnumerable<(PreparedTrial, SampleResult)> measured = single.Trials().Zip(
                results, (trial, result) => (preparer.Prepare(trial, CancellationToken.None), result));
            TaskReport report = TaskReports.From(
                task, results, new SampleCounts(task.Samples.Count, plan.Samples.Count), isParity: true);
            JsonObject[] samples = [.. ParitySamples.Of(task, [.. measured])];
            return new ParityTask(task, shots, results.Length, samples, report.Figures[0]);
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

        public string Hash() => Hashes.OfText(string.Concat(Samples.Select(sample =>
            $"{(string?)sample["doc_hash"]}{(string?)sample["prompt_hash"]}{(string?)sample["target_hash"]}")));

        private static string OutputType(RequestKind kind) => kind switch
        {
            RequestKind.LogLikelihood => "loglikelihood",
            RequestKind.MultipleChoice => "multiple_choice",
            RequestKind.Rolling => "loglikelihood_rolling",
            _ => "generate_until",
        };
    }
}
