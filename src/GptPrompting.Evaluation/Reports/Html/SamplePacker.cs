using GptPrompting.Evaluation.Results;

namespace GptPrompting.Evaluation.Reports.Html;

/// <summary>
/// Packs a run's results into a page: every result with its figures, and as many with their tokens as there is room
/// for, those with the highest loss and a seeded sample in turns.
/// </summary>
internal sealed class SamplePacker
{
    private const int Seed = 1234;

    private static readonly int[] PreviewLengths = [100, 32, 0];

    private readonly Dictionary<SampleKey, SampleDetail> _details = [];

    /// <summary>The results in the page's order.</summary>
    private readonly SampleRow[] _rows;

    private readonly int[] _priority;

    /// <param name="tasks">The tasks in the report's order.</param>
    /// <param name="results">The results in any order; enumerated twice, and none is kept.</param>
    public SamplePacker(IReadOnlyList<string> tasks, IEnumerable<SampleResult> results)
    {
        var shared = new SharedTexts();
        _rows = [.. SampleOrder.Sort(
            tasks, results.Select((result, place) => SampleRow.Of(place, result, shared)), row => row.Numbers)];
        ResultNumbers[] numbers = [.. _rows.Select(row => row.Numbers)];
        _priority = DetailLimit.Take(
            SampleOrder.ByInterest(numbers, Seed), row => DetailLimit.TokensOf(numbers[row]));
        HashSet<SampleKey> wanted = [.. _priority.Select(row => _rows[row].Numbers.Key)];
        foreach (SampleResult result in results.Where(result => wanted.Contains(SampleKey.Of(result))))
        {
            _details[SampleKey.Of(result, shared)] = SampleDetail.Of(result, shared);
        }
    }

    /// <summary>The results in the page's order.</summary>
    public IReadOnlyList<SampleRow> Rows => _rows;

    /// <summary>The packed table, at most so long where results without their tokens fit.</summary>
    public string Pack(int mostCharacters)
    {
        if (_rows.Length == 0)
        {
            return "";
        }

        string packed = "";
        foreach (int preview in PreviewLengths)
        {
            packed = RoomFinder.Fill(
                _priority.Length, mostCharacters, count => PackedText.Of(Table(count, preview)));
            if (packed.Length <= mostCharacters)
            {
                break;
            }
        }

        return packed;
    }

    private SampleTable Table(int detailCount, int preview)
    {
        var builder = new SampleTableBuilder(_rows, preview, Seed);
        foreach (int row in _priority.Take(detailCount).Order())
        {
            builder.AddDetail(row, _details[_rows[row].Numbers.Key]);
        }

        return builder.Build();
    }
}
