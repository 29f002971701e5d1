using System.Text.RegularExpressions;
using GptPrompting.Evaluation.Results;
using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Evaluation.Metrics;

/// <summary>Gives results of a task their answers and metrics.</summary>
internal sealed class SampleScorer
{
    private readonly EvaluationTask _task;
    private readonly Metric[] _metrics;
    private readonly AnswerComparer _comparer;
    private readonly AnswerFilters _filters;

    /// <exception cref="ArgumentException">
    /// A metric is unknown or makes no sense for the task, or a pattern is no regular expression.
    /// </exception>
    public SampleScorer(EvaluationTask task)
    {
        MetricCatalog.Check(task);
        _task = task;
        _metrics = [.. task.Metrics.Select(name => MetricCatalog.Find(name, task.Request))];
        _comparer = new AnswerComparer(task.Comparison);
        _filters = new AnswerFilters(task.Filters);
    }

    /// <summary>
    /// Fills <see cref="SampleResult.Answers"/> and adds to <see cref="SampleResult.Metrics"/>, which may hold entries
    /// that others measured, such as <see cref="MetricCatalog.Passed"/>.
    /// </summary>
    /// <param name="sample">What was asked.</param>
    /// <param name="result">What came of it, with all but answers and metrics.</param>
    /// <returns>The result with them; with a reason where a pattern did not end; itself where it has failed.</returns>
    public SampleResult Score(Sample sample, SampleResult result)
    {
        if (result.Failure is not null)
        {
            return result;
        }

        try
        {
            SampleResult answered = _task.Request == RequestKind.Generation
                ? result with { Answers = _filters.Answers(result.Output ?? "") }
                : result;
            return answered with { Metrics = Metrics(sample, answered) };
        }
        catch (RegexMatchTimeoutException exception)
        {
            return result with
            {
                Failure = $"The pattern '{exception.Pattern}' took more than {exception.MatchTimeout.TotalSeconds} s.",
            };
        }
    }

    private SortedDictionary<string, double> Metrics(Sample sample, SampleResult result)
    {
        var values = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach ((string name, double value) in result.Metrics)
        {
            values[name] = value;
        }

        foreach (Metric metric in _metrics)
        {
            Add(values, metric, new MetricInput(sample, result, result.Output ?? "", _comparer));
        }

        return values;
    }

    private void Add(SortedDictionary<string, double> values, Metric metric, MetricInput input)
    {
        if (metric.Weight is { } weight)
        {
            values[weight] = MetricCatalog.WeightOf(
                weight, _task.Request == RequestKind.Rolling ? input.Sample.Input : input.Sample.Target);
        }

        foreach (string key in MetricFigures.Keys(_task, metric))
        {
            MetricInput seen = key == metric.Name
                ? input
                : input with { Answer = input.Result.Answers[key[(metric.Name.Length + 1)..]] };
            if (metric.OfSample?.Invoke(seen) is { } value)
            {
                values[key] = value;
            }
        }
    }
}
