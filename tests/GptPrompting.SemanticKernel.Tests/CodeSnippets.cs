namespace GptPrompting.SemanticKernel.Tests;

/// <summary>Made-up code with everything in it that a template engine or an encoder might touch.</summary>
internal static class CodeSnippets
{
    private static readonly string[] s_pieces =
    [
        "if (a < b && c > d)", "{{", "}}", "{", "}", "{{ name }}", "{%- if x -%}", "{# note #}", "${HOME}",
        "$\"{value:N2}\"", "\"text \\\"quoted\\\"\"", "'it''s'", "`cmd`", "\t", "\n", "\r\n", "    ", "\\n", "\\", "//",
        "/* */", "#include <stdio.h>", "List<Dictionary<string, int?>>", "&amp;", "&", "&&", "<tag attr='v'/>",
        "</script>", "<!-- -->", "<![CDATA[", "]]>", "@Html.Raw(x)", "%s %d", "=>", "->", "::", "a[i]++", "x = y ?: z;",
        "return 0;", "def f(x):", "\"\"\"doc\"\"\"", "λ → ∀", "print('é')", "0x1F", "1e-9", "~", "|", "^", "!", "?",
        ";",
        ",", ".", "\u00a0", "\ufeff", "🙂",
    ];

    public static IEnumerable<string> Create(int count, int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < count; i++)
        {
            yield return string.Concat(
                Enumerable.Range(0, random.Next(1, 60)).Select(_ => s_pieces[random.Next(s_pieces.Length)]));
        }
    }
}
