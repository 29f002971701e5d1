using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
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
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions Line = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

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
                    Path.Combine(folder, $"samples_{plan.Task.Name}_{name}.jsonl"),
                    string.Concat(task.Samples.Select(sample => sample.ToJsonString(Line) + "\n")));
            }

            WholeFile.Write(
                Path.Combine(folder, $"results_{name}.json"),
                Results(tasks, seed, run.Report).ToJsonString(Indented) + "\n");
        }
    }

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
            ["effective"] = task.Samples.Count,
        }),
        ["config"] = new JsonObject
        {
            ["model"] = report.Run.Model,
            ["model_args"] = new JsonObject(report.Run.ModelIdentity.OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
            ["random_seed"] = 0,
            ["fewshot_seed"] = seed,
        },
        ["model_name"] = report.Run.Model,
        ["task_hashes"] = Each(tasks, task => task.Hash()),
    };

    private static JsonObject Each(IReadOnlyList<ParityTask> tasks, Func<ParityTask, JsonNode?> value) =>
        new(tasks.Select(task => KeyValuePair.Create(task.Task.Name, value(task))));

    /// <summary>One task at one number of shots and one seed.</summary>
    private sealed record ParityTask(
        EvaluationTask Task, int Shots, int Seed, IReadOnlyList<JsonObject> Samples, ShotsFigures Figures)
    {
        public static ParityTask Of(TrialPlan plan, int shots, int seed, IReadOnlyList<SampleResult> all)
        {
            EvaluationTask task = plan.Task with { Shots = [shots], Seeds = [seed] };
            SampleResult[] results = [.. all.Where(result => IsPlain(result) && result.Task == task.Name
                && result.Shots == shots && result.Seed == seed)];
            var preparer = new TrialPreparer(new EvaluatorOptions { IsParity = true, MeasuresDemonstrations = false });
            var single = new TrialPlan(task, new EvaluatorOptions { IsParity = true });
            JsonObject[] samples = [.. single.Trials().Zip(results, (trial, result) =>
                Sample(preparer.Prepare(trial, CancellationToken.None), result))];
            TaskReport report = TaskReports.From(
                task, results, new SampleCounts(task.Samples.Count, plan.Samples.Count), isParity: true);
            return new ParityTask(task, shots, seed, samples, report.Figures[0]);
        }

        public JsonObject Metrics()
        {
            var metrics = new JsonObject { ["alias"] = Task.Name };
            foreach (MetricFigure figure in Figures.Metrics)
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

        public JsonObject HigherIsBetter() => new(Figures.Metrics
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

    private static JsonObject Sample(PreparedTrial prepared, SampleResult result)
    {
        string target = result.Gold?.ToString(CultureInfo.InvariantCulture) ?? result.Target;
        var sample = new JsonObject
        {
            ["doc_id"] = result.Index,
            ["doc"] = JsonNode.Parse(prepared.Trial.Sample.Document.GetRawText()),
            ["target"] = target,
            ["arguments"] = Arguments(prepared),
            ["resps"] = Replies(result, isFiltered: false),
            ["filtered_resps"] = Replies(result, isFiltered: true),
            ["filter"] = "none",
            ["metrics"] = new JsonArray([.. result.Metrics.Keys.Select(name => (JsonNode)name)]),
            ["doc_hash"] = result.DocumentHash,
            ["prompt_hash"] = result.PromptHash,
            ["target_hash"] = Hashes.OfText(target),
        };
        foreach ((string name, double value) in result.Metrics)
        {
            sample[name] = value;
        }

        return sample;
    }

    private static JsonObject Arguments(PreparedTrial prepared)
    {
        IEnumerable<JsonObject> all = prepared.Scoring
            .Select(request => new JsonObject { ["arg_0"] = request.Context, ["arg_1"] = request.Continuation });
        if (prepared.Generating is { } generating)
        {
            all = [new JsonObject
            {
                ["arg_0"] = generating.Prompt,
                ["arg_1"] = new JsonObject
                {
                    ["until"] = new JsonArray([.. generating.Options.StopSequences.Select(stop => (JsonNode)stop)]),
                    ["max_gen_toks"] = generating.Options.MaxOutputTokens,
                    ["temperature"] = generating.Options.Temperature,
                    ["do_sample"] = generating.Options.Temperature > 0,
                },
            }];
        }

        if (prepared.Document is { } document)
        {
            all = [new JsonObject { ["arg_0"] = document }];
        }

        return new JsonObject(all.Index().Select(each =>
            KeyValuePair.Create($"gen_args_{each.Index}", (JsonNode?)each.Item)));
    }

    // Nested lists of strings, as its sanitize_list leaves them.
    private static JsonArray Replies(SampleResult result, bool isFiltered)
    {
        JsonNode[] replies = result switch
        {
            { Failure: { } failure } => [failure],
            { Output: { } output } => [isFiltered ? result.Answers.Values.FirstOrDefault() ?? output : output],
            { Choices.Count: > 0 } => [.. result.Choices.Select(choice => Pair(choice.LogLikelihood, choice.IsGreedy))],
            _ => [Pair(result.LogLikelihood ?? double.NaN, result.IsGreedy)],
        };
        return isFiltered ? new JsonArray(replies) : new JsonArray([.. replies.Select(reply => new JsonArray(reply))]);
    }

    private static JsonArray Pair(double logLikelihood, bool? isGreedy) =>
        new(PythonNumbers.Repr(logLikelihood), isGreedy == true ? "True" : "False");
}
