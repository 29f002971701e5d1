using GptPrompting.Evaluation.Results;

namespace GptPrompting.Evaluation.Reports.Html;

/// <summary>Turns results into the columns of a page.</summary>
internal sealed class SampleTableBuilder
{
    private readonly NameTable _tasks = new();
    private readonly NameTable _groups = new();
    private readonly NameTable _variants = new();
    private readonly NameTable _failures = new();
    private readonly NameTable _warnings = new();
    private readonly NameTable _metrics = new();
    private readonly NameTable _texts = new();
    private readonly RowColumns _rows;
    private readonly DetailColumns _details = new();
    private readonly int _seed;

    /// <param name="rows">The results, in the page's order.</param>
    /// <param name="preview">How many characters of targets and outputs the rows show.</param>
    /// <param name="seed">What the page says about how details were drawn.</param>
    public SampleTableBuilder(IReadOnlyList<SampleRow> rows, int preview, int seed)
    {
        _seed = seed;
        foreach (string metric in rows.SelectMany(row => row.Numbers.MetricNames))
        {
            _metrics.Add(metric);
        }

        _rows = new RowColumns(rows.Count)
        {
            Metrics = [.. _metrics.Names.Select(_ => new List<double?>(rows.Count))],
        };
        foreach (SampleRow row in rows)
        {
            AddRow(row, preview);
        }
    }

    /// <param name="row">Which of the rows it is about.</param>
    /// <param name="detail">What the page shows of it.</param>
    public void AddDetail(int row, SampleDetail detail)
    {
        _details.Row.Add(row);
        _details.Target.Add(detail.Target);
        _details.Output.Add(detail.Output);
        _details.Tokens.Add([.. detail.Tokens.Select(_texts.Add)]);
        _details.LogProbabilities.Add(detail.LogProbabilities);
        _details.TokenCount.Add(detail.TokenCount);
        _details.Choices.Add([.. detail.Choices.Zip(detail.ChoiceNumbers, (text, numbers) =>
            new[] { _texts.Add(text), numbers.LogLikelihood, numbers.TokenCount })]);
        _details.Shown.Add([.. detail.Shown.Select(_texts.Add)]);
        _details.Demonstrations.Add(detail.Demonstrations);
    }

    public SampleTable Build() => new()
    {
        Tasks = _tasks.Names,
        Groups = _groups.Names,
        Variants = _variants.Names,
        Failures = _failures.Names,
        Warnings = _warnings.Names,
        Metrics = _metrics.Names,
        Seed = _seed,
        Rows = _rows,
        Details = _details,
        Texts = _texts.Names,
    };

    private void AddRow(SampleRow row, int preview)
    {
        ResultNumbers result = row.Numbers;
        _rows.Task.Add(_tasks.Add(result.Key.Task));
        _rows.Id.Add(result.Key.Sample);
        _rows.Group.Add(_groups.AddOrNone(result.Group));
        _rows.Shots.Add(result.Key.Shots);
        _rows.Seed.Add(result.Key.Seed);
        _rows.Variant.Add(_variants.Add(result.Key.Variant));
        _rows.Failure.Add(_failures.AddOrNone(result.Failure));
        _rows.Warnings.Add([.. result.Warnings.Select(_warnings.Add)]);
        _rows.Loss.Add(PageText.Short(result.Loss));
        _rows.Gold.Add(result.Gold);
        _rows.Predicted.Add(result.Predicted);
        _rows.Target.Add(PageText.Cut(row.Target, preview));
        _rows.Output.Add(row.Output is { } answer ? PageText.Cut(answer, preview) : null);
        _rows.PromptTokens.Add(result.PromptTokens);
        _rows.OutputTokens.Add(result.OutputTokens);
        foreach ((int i, string metric) in _metrics.Names.Index())
        {
            _rows.Metrics[i].Add(PageText.Short(result.Metric(metric)));
        }
    }
}
