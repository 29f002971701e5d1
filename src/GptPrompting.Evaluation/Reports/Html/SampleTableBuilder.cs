using System.Globalization;
using GptPrompting.Evaluation.Results;

namespace GptPrompting.Evaluation.Reports.Html;

/// <summary>Turns results into the columns of a page.</summary>
internal sealed class SampleTableBuilder
{
    // A document of a million tokens is not to drive all other samples out of the page.
    private const int MostTokens = 2000;
    private const int MostCharacters = 8000;

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

    /// <param name="results">The results, in the page's order.</param>
    /// <param name="preview">How many characters of targets and outputs the rows show.</param>
    /// <param name="seed">What the page says about how details were drawn.</param>
    public SampleTableBuilder(IReadOnlyList<SampleResult> results, int preview, int seed)
    {
        _seed = seed;
        foreach (string metric in results.SelectMany(result => result.Metrics.Keys))
        {
            _metrics.Add(metric);
        }

        _rows = new RowColumns { Metrics = [.. _metrics.Names.Select(_ => new List<double?>())] };
        foreach (SampleResult result in results)
        {
            AddRow(result, preview);
        }
    }

    /// <summary>What the model answered: the text that it wrote, or the choice that it found most probable.</summary>
    public static string? Answer(SampleResult result) =>
        result.Output ?? (result.Predicted is { } predicted && predicted < result.Choices.Count
            ? result.Choices[predicted].Text
            : null);

    /// <summary>The beginning of a text, with a sign where something is left out.</summary>
    public static string Cut(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        int end = length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
        return $"{text.AsSpan(0, end)}…";
    }

    public void AddDetail(int row, SampleResult result)
    {
        _details.Row.Add(row);
        _details.Target.Add(Cut(result.Target, MostCharacters));
        _details.Output.Add(Answer(result) is { } answer ? Cut(answer, MostCharacters) : null);
        _details.Tokens.Add([.. result.Tokens.Take(MostTokens).Select(token => _texts.Add(token.Text))]);
        _details.LogProbabilities.Add(
            [.. result.Tokens.Take(MostTokens).Select(token => Math.Round(token.LogProbability, 4))]);
        _details.TokenCount.Add(result.Tokens.Count);
        _details.Choices.Add([.. result.Choices.Select(choice =>
            new[] { _texts.Add(choice.Text), Short(choice.LogLikelihood), choice.TokenCount })]);
        _details.Shown.Add([.. result.Shown.Select(_texts.Add)]);
        _details.Demonstrations.Add([.. result.Demonstrations.Select(demonstration => Short(demonstration.Loss))]);
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

    private void AddRow(SampleResult result, int preview)
    {
        _rows.Task.Add(_tasks.Add(result.Task));
        _rows.Id.Add(result.Sample);
        _rows.Group.Add(_groups.AddOrNone(result.Group));
        _rows.Shots.Add(result.Shots);
        _rows.Seed.Add(result.Seed);
        _rows.Variant.Add(_variants.Add(result.Variant));
        _rows.Failure.Add(_failures.AddOrNone(result.Failure));
        _rows.Warnings.Add([.. result.Warnings.Select(_warnings.Add)]);
        _rows.Loss.Add(Short(result.Loss));
        _rows.Gold.Add(result.Gold);
        _rows.Predicted.Add(result.Predicted);
        _rows.Target.Add(Cut(result.Target, preview));
        _rows.Output.Add(Answer(result) is { } answer ? Cut(answer, preview) : null);
        _rows.PromptTokens.Add(result.PromptTokens);
        _rows.OutputTokens.Add(result.OutputTokens);
        foreach ((int i, string metric) in _metrics.Names.Index())
        {
            _rows.Metrics[i].Add(result.Metrics.TryGetValue(metric, out double value) ? Short(value) : null);
        }
    }

    private static double? Short(double? value) => value is { } number ? Short(number) : null;

    /// <summary>Six significant digits, more than a page shows and half the room of all of them.</summary>
    private static double Short(double value) => double.IsFinite(value)
        ? double.Parse(value.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
        : value;
}
