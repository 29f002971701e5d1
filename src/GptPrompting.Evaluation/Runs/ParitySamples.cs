using System.Globalization;
using System.Text.Json.Nodes;
using GptPrompting.Evaluation.Metrics;
using GptPrompting.Evaluation.Models;
using GptPrompting.Evaluation.Parity;
using GptPrompting.Evaluation.Results;
using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Evaluation.Runs;

/// <summary>
/// The lines of lm-evaluation-harness's sample files (<c>evaluator.py</c>): all documents for one filter after the
/// other, each with the values that its metrics are made of.
/// </summary>
internal static class ParitySamples
{
    private const string NoFilter = "none";

    /// <param name="task">The task.</param>
    /// <param name="measured">What was asked and what came of it; enumerated once for each filter.</param>
    public static IEnumerable<JsonObject> Of(
        EvaluationTask task, IEnumerable<(PreparedTrial Prepared, SampleResult Result)> measured)
    {
        bool isFiltered = task is { Request: RequestKind.Generation, Filters.Count: > 0 };
        string[] filters = isFiltered ? [.. task.Filters.Select(filter => filter.Name)] : [NoFilter];
        bool hasLists = task.Samples.Any(sample => sample.Targets.Count > 1);
        return filters.SelectMany(filter => measured.Select(each =>
            Line(each.Prepared, each.Result, filter, Target(each.Prepared.Trial.Sample, hasLists))));
    }

    // str(target): the index of a choice, a text, or a list of all that are right.
    private static string Target(Sample sample, bool isList) => sample.Gold is { } gold
        ? gold.ToString(CultureInfo.InvariantCulture)
        : isList ? PythonStrings.Repr(sample.Targets) : sample.Target;

    private static JsonObject Line(PreparedTrial prepared, SampleResult result, string filter, string target)
    {
        (string Name, JsonNode Value)[] metrics = [.. Metrics(prepared.Trial.Task, result, filter)];
        var line = new JsonObject
        {
            ["doc_id"] = result.Index,
            ["doc"] = JsonNode.Parse(prepared.Trial.Sample.Document.GetRawText()),
            ["target"] = target,
            ["arguments"] = Arguments(prepared),
            ["resps"] = new JsonArray([.. Replies(result, answer: null).Select(reply => new JsonArray(reply))]),
            ["filtered_resps"] = new JsonArray([.. Replies(result, result.Answers.GetValueOrDefault(filter))]),
            ["filter"] = filter,
            ["metrics"] = new JsonArray([.. metrics.Select(metric => (JsonNode)metric.Name)]),
            ["doc_hash"] = result.DocumentHash,
            ["prompt_hash"] = result.PromptHash,
            ["target_hash"] = Hashes.OfText(target),
        };
        foreach ((string name, JsonNode value) in metrics)
        {
            line[name] = value;
        }

        return line;
    }

    private static IEnumerable<(string Name, JsonNode Value)> Metrics(
        EvaluationTask task, SampleResult result, string filter)
    {
        foreach (Metric metric in task.Metrics.Select(name => MetricCatalog.Find(name, task.Request)))
        {
            string key = filter == NoFilter ? metric.Name : $"{metric.Name},{filter}";
            if (result.Metrics.TryGetValue(key, out double value))
            {
                // process_results has the log-likelihood beside the words or bytes that it is spread over.
                yield return (metric.Name, metric.Weight is { } weight
                    ? new JsonArray(value, result.Metrics[weight])
                    : JsonValue.Create(value));
            }
            else if (metric.Aggregate is LabelAggregate && result is { Failure: null, Gold: { } gold })
            {
                yield return (metric.Name, new JsonArray(gold, result.Predicted));
            }
        }
    }

    private static JsonObject Arguments(PreparedTrial prepared)
    {
        IEnumerable<JsonObject> all = prepared.Scoring
            .Select(request => new JsonObject { ["arg_0"] = request.Context, ["arg_1"] = request.Continuation });
        if (prepared.Generating is { } generating)
        {
            all = [new JsonObject { ["arg_0"] = generating.Prompt, ["arg_1"] = Generation(generating) }];
        }

        if (prepared.Document is { } document)
        {
            all = [new JsonObject { ["arg_0"] = document }];
        }

        return new JsonObject(all.Index().Select(each =>
            KeyValuePair.Create($"gen_args_{each.Index}", (JsonNode?)each.Item)));
    }

    private static JsonObject Generation(GeneratingRequest generating) => new()
    {
        ["until"] = new JsonArray([.. generating.Options.StopSequences.Select(stop => (JsonNode)stop)]),
        ["max_gen_toks"] = generating.Options.MaxOutputTokens,
        ["temperature"] = generating.Options.Temperature,
        ["do_sample"] = generating.Options.Temperature > 0,
    };

    // Strings, as its sanitize_list leaves them: a text, a log-likelihood, or a pair of one and whether it is greedy.
    private static JsonNode[] Replies(SampleResult result, string? answer) => result switch
    {
        { Failure: { } failure } => [failure],
        { Output: { } output } => [answer ?? output],
        { Choices.Count: > 0 } => [.. result.Choices.Select(choice => Pair(choice.LogLikelihood, choice.IsGreedy))],
        { Target: "", LogLikelihood: { } ofDocument } => [PythonNumbers.Repr(ofDocument)],
        _ => [Pair(result.LogLikelihood ?? double.NaN, result.IsGreedy)],
    };

    private static JsonArray Pair(double logLikelihood, bool? isGreedy) =>
        new(PythonNumbers.Repr(logLikelihood), isGreedy == true ? "True" : "False");
}
