using System.Text;

namespace GptPrompting.Evaluation.Reports;

/// <summary>Tables as Markdown writes them; texts stay what they are, whatever signs they hold.</summary>
internal static class MarkdownTable
{
    /// <param name="markdown">What the table is added to.</param>
    /// <param name="heads">The columns; one that begins with <c>&gt;</c> holds numbers and is set to the right.</param>
    /// <param name="rows">The cells, as many in each row as there are columns.</param>
    public static void Append(StringBuilder markdown, IReadOnlyList<string> heads, IEnumerable<string[]> rows)
    {
        AppendRow(markdown, heads.Select(head => head.TrimStart('>')));
        AppendRow(markdown, heads.Select(head => head.StartsWith('>') ? "---:" : "---"));
        foreach (string[] row in rows)
        {
            AppendRow(markdown, row.Select(Escape));
        }

        markdown.Append('\n');
    }

    /// <summary>A text that Markdown shows as it is, on one line.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (char sign in text)
        {
            _ = sign switch
            {
                '\n' or '\r' or '\t' => escaped.Append(' '),
                '<' => escaped.Append("&lt;"),
                '&' => escaped.Append("&amp;"),
                '\\' or '`' or '*' or '_' or '[' or ']' or '|' => escaped.Append('\\').Append(sign),
                _ => escaped.Append(sign),
            };
        }

        return escaped.ToString();
    }

    private static void AppendRow(StringBuilder markdown, IEnumerable<string> cells) =>
        markdown.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
