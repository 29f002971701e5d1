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
        return (page with { Samples = pairs.Length == 0 ? "" : Pack(pairs, a, b, room) }).ToString();
    }

    private static string Pack(ResultPair[] pairs, ComparedRun a, ComparedRun b, int room)
    {
        int[] priority = DetailLimit.Take(
            Enumerable.Range(0, pairs.Length).OrderByDescending(i => Change(pairs[i])),
            row => DetailLimit.TokensOf(pairs[row].A!.Numbers) + DetailLimit.TokensOf(pairs[row].B!.Numbers));
        var first = new ComparedSide(a, pairs, priority);
        var second = new ComparedSide(b, pairs, priority);
        string packed = "";
        foreach (int preview in PreviewLengths)
        {
            packed = RoomFinder.Fill(priority.Length, room, count => PackedText.Of(new
            {
                A = first.Table(priority[..count], preview, Seed),
                B = second.Table(priority[..count], preview, Seed),
            }));
            if (packed.Length <= room)
            {
                break;
            }
        }

        return packed;
    }

    // Hits that became misses or the reverse come first, then what changed its loss most.
    private static double Change(ResultPair pair)
    {
        (ResultNumbers a, ResultNumbers b) = (pair.A!.Numbers, pair.B!.Numbers);
        bool flips = a.MetricNames.Any(metric =>
            a.Metric(metric) is { } before and (0 or 1) && b.Metric(metric) is { } after and (0 or 1)
            && Math.Abs(after - before) > 0);
        return (flips ? 1e6 : 0) + Math.Min(1e5, Math.Abs((b.Loss ?? 0) - (a.Loss ?? 0)));
    }
}
