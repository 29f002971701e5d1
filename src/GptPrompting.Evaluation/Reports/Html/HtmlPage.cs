using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace GptPrompting.Evaluation.Reports.Html;

/// <summary>
/// A page that needs nothing beside it: style, script and numbers within, and a policy that lets nothing else run or be
/// fetched.
/// </summary>
internal sealed record HtmlPage
{
    private static readonly string[] Scripts = ["elements.js", "charts.js"];

    public required string Title { get; init; }

    /// <summary>The page's own scripts, behind those that all pages share.</summary>
    public required IReadOnlyList<string> OwnScripts { get; init; }

    /// <summary>JSON without angle brackets.</summary>
    public required string Results { get; init; }

    /// <summary>JSON on one line, without angle brackets; the only place for measured times.</summary>
    public string Timings { get; init; } = "null";

    /// <summary>Packed samples; empty for none.</summary>
    public string Samples { get; init; } = "";

    public override string ToString()
    {
        string style = Resource("page.css");
        string script = $"(() => {{\n{string.Concat(Scripts.Concat(OwnScripts).Select(Resource))}}})();\n";
        return Fill(Resource("page.html"), new Dictionary<string, string>
        {
            ["policy"] = $"default-src 'none'; script-src '{Digest(script)}'; style-src '{Digest(style)}'; "
                + "base-uri 'none'; form-action 'none'",
            ["title"] = WebUtility.HtmlEncode(Title),
            ["style"] = style,
            ["results"] = Results,
            ["timings"] = Timings,
            ["samples"] = Samples,
            ["script"] = script,
        });
    }

    // One pass: what a value holds is never taken for a place to fill.
    private static string Fill(string page, Dictionary<string, string> values)
    {
        var filled = new StringBuilder();
        int at = 0;
        while (page.IndexOf("{{", at, StringComparison.Ordinal) is var start and >= 0)
        {
            int end = page.IndexOf("}}", start, StringComparison.Ordinal);
            filled.Append(page, at, start - at).Append(values[page[(start + 2)..end]]);
            at = end + 2;
        }

        return filled.Append(page, at, page.Length - at).ToString();
    }

    private static string Digest(string text) =>
        $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private static string Resource(string name)
    {
        using Stream stream = typeof(HtmlPage).Assembly.GetManifestResourceStream(typeof(HtmlPage), name)!;
        using var reader = new StreamReader(stream);

        // A browser hashes a script after reading its line ends as \n.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
