using System.Text;
using GptPrompting.Evaluation.Reports;

namespace GptPrompting.Evaluation.Comparisons;

/// <summary>A comparison as Markdown tables.</summary>
public static class ComparisonMarkdown
{
    /// <summary>Which runs, the metrics, then which results went together.</summary>
    public static string Write(RunComparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        StringBuilder markdown = new StringBuilder("# Comparison\n\n- A: ").Append(MarkdownTable.Escape(comparison.A))
            .Append("\n- B: ").Append(MarkdownTable.Escape(comparison.B)).Append("\n\n");
        Append(markdown, ComparisonTable.OfMetrics(comparison));
        Append(markdown, ComparisonTable.OfPairings(comparison));
        return markdown.ToString().TrimEnd('\n') + "\n";
    }

    private static void Append(StringBuilder markdown, ComparisonTable table) =>
        MarkdownTable.Append(markdown, table.Columns, table.Rows.Select(row => row.ToArray()));
}
