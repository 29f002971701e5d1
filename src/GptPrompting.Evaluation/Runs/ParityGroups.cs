using System.Text.Json;
using System.Text.Json.Nodes;
using GptPrompting.Evaluation.Metrics;
using GptPrompting.Evaluation.Statistics;
using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Evaluation.Runs;

/// <summary>
/// The groups of tasks in lm-evaluation-harness's results file: each metric that is a mean, averaged over the group's
/// tasks by their sizes, with the pooled standard error (<c>aggregate_subtask_metrics</c> and
/// <c>pooled_sample_stderr</c> of <c>api/metrics.py</c>).
/// </summary>
internal static class ParityGroups
{
    private const string None = "N/A";

    /// <summary>Adds <c>groups</c>, and each group to <c>results</c> and <c>group_subtasks</c>.</summary>
    /// <param name="file">The results file with its tasks.</param>
    /// <param name="tasks">The tasks, and how many samples of each were measured.</param>
    public static void AddTo(JsonObject file, IReadOnlyList<(EvaluationTask Task, int Count)> tasks)
    {
        JsonObject results = file["results"]!.AsObject();
        var groups = new JsonObject(tasks.Where(each => each.Task.TaskGroup is not null)
            .GroupBy(each => each.Task.TaskGroup!)
            .Select(group => KeyValuePair.Create(group.Key, (JsonNode?)Figures(group.Key, [.. group], results))));
        foreach ((string name, JsonNode? figures) in groups)
        {
            results[name] = figures!.DeepClone();
            file["group_subtasks"]![name] = new JsonArray(
                [.. tasks.Where(each => each.Task.TaskGroup == name).Select(each => (JsonNode)each.Task.Name)]);
        }

        if (groups.Count > 0)
        {
            file["groups"] = groups;
        }
    }

    private static JsonObject Figures(string name, (EvaluationTask Task, int Count)[] tasks, JsonObject results)
    {
        var figures = new JsonObject { ["alias"] = name };
        var parts = tasks.SelectMany(each => Means(each.Task, results[each.Task.Name]!.AsObject())
            .Select(key => (Key: key, Figures: results[each.Task.Name]!, each.Count)));
        foreach (var metric in parts.GroupBy(part => part.Key))
        {
            int[] sizes = [.. metric.Select(part => part.Count)];
            double[] products = [.. metric.Select(part => (double)part.Figures[metric.Key]! * part.Count)];
            figures[metric.Key] = products.Sum() / sizes.Sum();
            string error = ErrorKey(metric.Key);
            figures[error] = Pooled([.. metric.Select(part => part.Figures[error]!)], sizes);
        }

        return figures;
    }

    private static JsonNode Pooled(JsonNode[] errors, int[] sizes) =>
        errors.All(error => error.GetValueKind() == JsonValueKind.Number)
            ? Moments.PooledStandardError([.. errors.Select(error => (double)error)], sizes)
            : None;

    // The harness averages whatever a group names; of other figures than means that would be no figure of the group.
    private static IEnumerable<string> Means(EvaluationTask task, JsonObject figures) => figures
        .Where(pair => pair.Value?.GetValueKind() == JsonValueKind.Number
            && task.Metrics.Contains(pair.Key.Split(',')[0], StringComparer.Ordinal)
            && ReferenceEquals(
                MetricCatalog.Find(pair.Key.Split(',')[0], task.Request).Aggregate, RatioAggregate.Mean))
        .Select(pair => pair.Key);

    private static string ErrorKey(string key)
    {
        int comma = key.IndexOf(',', StringComparison.Ordinal);
        return $"{key[..comma]}_stderr{key[comma..]}";
    }
}
