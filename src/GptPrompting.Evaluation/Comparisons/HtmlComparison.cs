using System.Text;
using System.Text.Json;
using GptPrompting.Evaluation.Reports.Html;
using GptPrompting.Evaluation.Results;

namespace GptPrompting.Evaluation.Comparisons;

/// <summary>
/// A comparison as one page, <c>compare.html</c>, that needs no network and no file beside it: the metrics, and the
/// samples that changed with both answers side by side.
/// </summary>
public static class HtmlComparison
{
    private const int Seed = 1234;
    private const int MostDetails = 10_000;
    private static readonly int[] PreviewLengths = [60, 20, 0];

    /// <summary>The page, of at most <see cref="HtmlReport.MaximumBytes"/> bytes where its rows fit.</summary>
    /// <param name="comparison">What was found about the two runs.</param>
    /// <param name="a">The first run.</param>
    /// <param name="b">The second run.</param>
    /// <exception cref="ArgumentException">A run has a result twice.</exception>
    public static string Write(RunComparison comparison, ComparedRun a, ComparedRun b)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var page = new HtmlPage
        {
            Title = $"{comparison.A} and {comparison.B} compared",
            OwnScripts = ["tokens.js", "compare.js"],
            Results = JsonSerializer.Serialize(comparison, ResultJson.Embedded),
        };
        ResultPair[] pairs = [.. ResultPair.Of(a, b).Where(pair => pair.IsComparable)];
        int room = HtmlReport.MaximumBytes - Encoding.UTF8.GetByteCount(page.ToString());
        return (page with { Samples = Pack(pairs, room) }).ToString();
    }

    private static string Pack(ResultPair[] pairs, int room)
    {
        if (pairs.Length == 0)
        {
            return "";
        }

        int[] priority = [.. Enumerable.Range(0, pairs.Length)
            .OrderByDescending(i => Change(pairs[i])).Take(MostDetails)];
        string packed = "";
        foreach (int preview in PreviewLengths)
        {
            packed = RoomFinder.Fill(priority.Length, room, count => PackedText.Of(new
            {
                A = Table([.. pairs.Select(pair => pair.A!)], priority[..count], preview),
                B = Table([.. pairs.Select(pair => pair.B!)], priority[..count], preview),
            }));
            if (packed.Length <= room)
            {
                break;
            }
        }

        return packed;
    }

    private static SampleTable Table(SampleResult[] results, int[] detailed, int preview)
    {
        var builder = new SampleTableBuilder(results, preview, Seed);
        foreach (int row in detailed.Order())
        {
            builder.AddDetail(row, results[row]);
        }

        return builder.Build();
    }

    // Hits that became misses or the reverse come first, then what changed its loss most.
    private static double Change(ResultPair pair) =>
        (pair.A!.Metrics.Any(metric => pair.B!.Metrics.TryGetValue(metric.Key, out double value)
            && metric.Value is 0 or 1 && value is 0 or 1 && Math.Abs(value - metric.Value) > 0) ? 1e6 : 0)
        + Math.Min(1e5, Math.Abs((pair.B!.Loss ?? 0) - (pair.A!.Loss ?? 0)));
}
