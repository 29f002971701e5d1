using GptPrompting.Evaluation.Reports.Html;
using GptPrompting.Evaluation.Results;

namespace GptPrompting.Evaluation.Comparisons;

/// <summary>What a page shows of one of two runs, without the results themselves.</summary>
internal sealed class ComparedSide
{
    private readonly SampleRow[] _rows;
    private readonly Dictionary<int, SampleDetail> _details = [];

    /// <param name="run">The run; its results are enumerated once.</param>
    /// <param name="pairs">The rows of the page; the run has a result for each.</param>
    /// <param name="detailed">The rows that may be shown with their tokens.</param>
    public ComparedSide(ComparedRun run, ResultPair[] pairs, int[] detailed)
    {
        var shared = new SharedTexts();
        _rows = new SampleRow[pairs.Length];
        Dictionary<SampleKey, int> places = pairs.Index().ToDictionary(pair => pair.Item.Any.Key, pair => pair.Index);
        HashSet<int> wanted = [.. detailed];
        foreach (SampleResult result in run.Results)
        {
            if (!places.TryGetValue(SampleKey.Of(result), out int row))
            {
                continue;
            }

            _rows[row] = SampleRow.Of(row, result, shared);
            if (wanted.Contains(row))
            {
                _details[row] = SampleDetail.Of(result, shared);
            }
        }
    }

    /// <param name="detailed">Some of the rows that may be shown with their tokens.</param>
    /// <param name="preview">How many characters of targets and outputs the rows show.</param>
    /// <param name="seed">What the page says about how details were drawn.</param>
    public SampleTable Table(int[] detailed, int preview, int seed)
    {
        var builder = new SampleTableBuilder(_rows, preview, seed);
        foreach (int row in detailed.Order())
        {
            builder.AddDetail(row, _details[row]);
        }

        return builder.Build();
    }
}
