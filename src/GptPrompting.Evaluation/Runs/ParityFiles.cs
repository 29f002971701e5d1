using System.Globalization;
using System.Text.Json.Nodes;
using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Results;

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
        ILookup<(string Task, int Shots, int Seed), int> places = run.Results.Index()
            .Where(each => each.Item.Variant.Length == 0)
            .ToLookup(each => (each.Item.Task, each.Item.Shots, each.Item.Seed), each => each.Index);
        (int Shots, int Seed)[] settings = [.. places.Select(part => (part.Key.Shots, part.Key.Seed)).Distinct()];
        bool hasSeeds = settings.CountBy(setting => setting.Shots).Any(count => count.Value > 1);
        foreach ((int shots, int seed) in settings)
        {
            string name = string.Create(
                CultureInfo.InvariantCulture, $"{shots}-shot{(hasSeeds ? $"_seed-{seed}" : "")}");
            // A task without these shots, or of which one seed is measured, has no part in such a run.
            IEnumerable<TrialPlan> measured = plans.Where(plan => places.Contains((plan.Task.Name, shots, seed)));
            ParityTask[] tasks = [.. measured.Select(plan => ParityTask.Write(
                Path.Combine(folder, $"samples_{FileName(plan.Task.Name)}_{name}.jsonl"), plan, shots, seed,
                places[(plan.Task.Name, shots, seed)].Select(place => run.Results[place])))];
            JsonObject results = Results(tasks, seed, run.Report);
            ParityGroups.AddTo(results, [.. tasks.Select(task => (task.Task, task.Count))]);
            WholeFile.Write(
                Path.Combine(folder, $"results_{name}.json"), results.ToJsonString(ResultJson.Indented) + "\n");
        }
    }

    // As its sanitize_model_name: what a file's name cannot have.
    private static string FileName(string task) =>
        string.Concat(task.Select(c => "\"<>:/|\\?*[]".Contains(c, StringComparison.Ordinal) ? '_' : c));

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
        ["task_hashes"] = Each(tasks, task => task.Hash),
    };

    private static JsonObject Each(IReadOnlyList<ParityTask> tasks, Func<ParityTask, JsonNode?> value) =>
        new(tasks.Select(task => KeyValuePair.Create(task.Task.Name, value(task))));
}
