using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using GptPrompting.Evaluation.Reports.Html;

namespace GptPrompting.Evaluation.Tests.Reports.Html;

/// <summary>Opens pages in Chromium, where there is one: what is shown is what the JSON says.</summary>
public sealed partial class BrowserTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [SkippableFact]
    public async Task Report_Opened_ShowsTheNumbersOfItsJson()
    {
        string page = HtmlReport.Write(SmallReport.New(), [SmallReport.Result()]);

        string dom = await OpenAsync(page);

        JsonElement results = JsonElement.Parse(PageReader.Element(page, "results"));
        Match[] cells = [.. CellPattern().Matches(dom).OfType<Match>()];
        Assert.InRange(cells.Length, 50, 500);
        Assert.All(cells, cell => AssertShows(At(results, cell.Groups["path"].Value), cell));
        Assert.Contains("Sample s1", dom);
    }

    [SkippableFact]
    public async Task Report_HostileTexts_DoNotRun()
    {
        const string Hostile =
            "</script><script>document.title='ran'</script><img src=x onerror=\"document.title='ran'\">";
        var report = SmallReport.New();
        var result = SmallReport.Result() with { Task = Hostile, Sample = Hostile, Target = Hostile, Output = Hostile };

        string dom = await OpenAsync(HtmlReport.Write(
            report with { Tasks = [report.Tasks[0] with { Task = Hostile, Description = Hostile }] }, [result]));

        Assert.Contains("<title>Evaluation of tiny|gpt</title>", dom);
        Assert.DoesNotContain("<img", dom);
        Assert.Contains("Sample &lt;/script&gt;", dom);
    }

    private static void AssertShows(JsonElement expected, Match cell)
    {
        if (expected.ValueKind == JsonValueKind.Null)
        {
            Assert.Equal("–", cell.Groups["text"].Value);
            return;
        }

        double value = expected.ValueKind == JsonValueKind.String ? double.PositiveInfinity : expected.GetDouble();
        string text = cell.Groups["text"].Value.Replace('\u2212', '-')
            .Replace("\u202f", "", StringComparison.Ordinal)
            .Replace("∞", "Infinity", StringComparison.Ordinal);
        int digits = text.Contains('.', StringComparison.Ordinal) ? text.Length - text.IndexOf('.') - 1 : 0;
        Assert.Equal(value, double.Parse(cell.Groups["value"].Value, CultureInfo.InvariantCulture));
        Assert.Equal(Math.Round(value, digits), double.Parse(text, CultureInfo.InvariantCulture), 9);
    }

    private static JsonElement At(JsonElement value, string path) => path.Split('.').Aggregate(value, (found, key) =>
        found.ValueKind == JsonValueKind.Array
            ? found[int.Parse(key, CultureInfo.InvariantCulture)]
            : found.GetProperty(key));

    private async Task<string> OpenAsync(string page)
    {
        string? browser = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "chromium")).FirstOrDefault(File.Exists);
        Skip.If(browser is null, "There is no Chromium on the path.");
        string path = Path.Combine(_folder.FullName, "page.html");
        await File.WriteAllTextAsync(path, page);
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", $"--user-data-dir={_folder.FullName}/profile",
            "--virtual-time-budget=20000", "--window-size=1280,900", "--dump-dom", new Uri(path).AbsoluteUri,
        ];
        using var process = Process.Start(new ProcessStartInfo(browser!, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string dom = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        return dom;
    }

    [GeneratedRegex(
        "data-path=\"(?<path>[^\"]*)\"( data-value=\"(?<value>[^\"]*)\")?[^>]*>(?<text>[^<]*)<",
        RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex CellPattern();
}
