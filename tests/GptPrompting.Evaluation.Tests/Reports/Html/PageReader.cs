using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace GptPrompting.Evaluation.Tests.Reports.Html;

/// <summary>Takes a page apart as a browser does.</summary>
internal static partial class PageReader
{
    /// <summary>The text of a script element, up to the first end tag.</summary>
    public static string Element(string page, string id)
    {
        int start = page.IndexOf($"id=\"{id}\">", StringComparison.Ordinal) + id.Length + 6;
        return page[start..page.IndexOf("</script", start, StringComparison.OrdinalIgnoreCase)];
    }

    public static JsonElement Samples(string page)
    {
        using var packed = new MemoryStream(Convert.FromBase64String(Element(page, "samples")));
        using var gzip = new GZipStream(packed, CompressionMode.Decompress);
        using JsonDocument json = JsonDocument.Parse(gzip);
        return json.RootElement.Clone();
    }

    /// <summary>The text of the only element of a kind, such as the style.</summary>
    public static string Only(string page, string tag) =>
        page.Split($"<{tag}>").Skip(1).Single().Split($"</{tag}>")[0];

    public static string Policy(string page) => PolicyPattern().Match(page).Groups["policy"].Value;

    [GeneratedRegex("Content-Security-Policy\" content=\"(?<policy>[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PolicyPattern();
}
