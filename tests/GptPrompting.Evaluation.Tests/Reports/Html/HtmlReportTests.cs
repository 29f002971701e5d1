using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Reports.Html;
using GptPrompting.Evaluation.Results;
using GptPrompting.Scoring;

namespace GptPrompting.Evaluation.Tests.Reports.Html;

public class HtmlReportTests
{
    private const string Hostile = "</script><script>alert(1)</script><!--<img src=x onerror=alert(1)>{{script}}&amp;";

    [Fact]
    public void Write_TenThousandSamples_FitsWithEveryRow()
    {
        var run = new GeneratedRun(10_000);

        string page = HtmlReport.Write(run.Report, run.Results, run.Timings(1));

        Assert.InRange(Encoding.UTF8.GetByteCount(page), 100_000, HtmlReport.MaximumBytes);
        Assert.Equal(10_000, PageReader.Samples(page).GetProperty("rows").GetProperty("id").GetArrayLength());
        Assert.Equal(10_000, Detailed(page));
    }

    [Fact]
    public void Write_MoreTokensThanFit_KeepsEveryRowAndTheWorstDetails()
    {
        var run = new GeneratedRun(10_000);
        SampleResult[] results = [.. run.Results.Select((result, i) => result with
        {
            Tokens = [.. Enumerable.Range(0, 40).Select(t =>
                new TokenScore(t, $" {(i * 7919 * (t + 1)) % 99_991}", -((i * 31) + (t * 17)) % 9973 / 1000.0))],
        })];

        string page = HtmlReport.Write(run.Report, results);

        JsonElement samples = PageReader.Samples(page);
        int worst = samples.GetProperty("rows").GetProperty("loss").EnumerateArray()
            .Index().MaxBy(loss => loss.Item.ValueKind == JsonValueKind.Number ? loss.Item.GetDouble() : 0).Index;
        Assert.InRange(Encoding.UTF8.GetByteCount(page), 1_900_000, HtmlReport.MaximumBytes);
        Assert.Equal(10_000, samples.GetProperty("rows").GetProperty("id").GetArrayLength());
        Assert.InRange(Detailed(page), 100, 9_999);
        Assert.Contains(
            worst, samples.GetProperty("details").GetProperty("row").EnumerateArray().Select(row => row.GetInt32()));
    }

    [Fact]
    public void Write_ResultsInOtherOrder_GivesTheSameBytes()
    {
        var run = new GeneratedRun(540);

        string page = HtmlReport.Write(run.Report, run.Results, run.Timings(1));

        Assert.Equal(page, HtmlReport.Write(run.Report, run.Results.AsEnumerable().Reverse(), run.Timings(1)));
    }

    [Fact]
    public void Write_OtherTimes_DiffersInOneLine()
    {
        var run = new GeneratedRun(540);
        string[] first = HtmlReport.Write(run.Report, run.Results, run.Timings(1)).Split('\n');
        string[] second = HtmlReport.Write(run.Report, run.Results, run.Timings(2)).Split('\n');

        string line = Assert.Single(first.Except(second));

        Assert.Equal(first.Length, second.Length);
        Assert.StartsWith("<script type=\"application/json\" id=\"timings\">{\"total_seconds\":", line);
    }

    [Fact]
    public void Write_SmallReport_HoldsTheReportsJson()
    {
        string page = HtmlReport.Write(SmallReport.New(), [SmallReport.Result()]);

        string json = PageReader.Element(page, "results");

        // Other escapes, no line breaks, the same values.
        Assert.Equal(
            JsonSerializer.Serialize(JsonElement.Parse(ReportJson.Write(SmallReport.New()))),
            JsonSerializer.Serialize(JsonElement.Parse(json)));
        Assert.Equal("null", PageReader.Element(page, "timings"));
    }

    [Fact]
    public void Write_Timings_StandInTheOrderOfTheRows()
    {
        SampleTiming timing = new() { Task = "sentiment", Sample = "s2", Shots = 2, Seed = 7, Seconds = 0.0123456 };
        RunTimings timings = new() { TotalSeconds = 1.5, Samples = [timing] };
        SampleResult[] results = [SmallReport.Result() with { Sample = "s2", Index = 1 }, SmallReport.Result()];

        string page = HtmlReport.Write(SmallReport.New(), results, timings);

        Assert.Equal(
            """{"total_seconds":1.5,"tokens_per_second":null,"joules":null,"seconds":[null,0.01235]}""",
            PageReader.Element(page, "timings"));
    }

    [Fact]
    public void Write_HostileTexts_EndNoElement()
    {
        EvaluationReport report = SmallReport.New();
        SampleResult result = SmallReport.Result() with
        {
            Sample = Hostile, Target = Hostile, Output = Hostile, Tokens = [new TokenScore(1, Hostile, -1)],
        };

        string page = HtmlReport.Write(
            report with
            {
                Run = report.Run with { Model = Hostile }, Tasks = [report.Tasks[0] with { Task = Hostile }],
            },
            [result with { Task = Hostile }]);

        Assert.Equal(5, page.Split("<script").Length);
        Assert.Equal(5, page.Split("</script").Length);
        Assert.DoesNotContain("<!--", page);
        Assert.Contains("<title>Evaluation of &lt;/script&gt;", page);
        JsonElement run = JsonElement.Parse(PageReader.Element(page, "results")).GetProperty("run");
        Assert.Equal(Hostile, run.GetProperty("model").GetString());
        Assert.Equal(Hostile, PageReader.Samples(page).GetProperty("rows").GetProperty("id")[0].GetString());
    }

    [Fact]
    public void Write_Page_RunsItsOwnScriptAndFetchesNothing()
    {
        string page = HtmlReport.Write(SmallReport.New(), [SmallReport.Result()]);

        string policy = PageReader.Policy(page);

        Assert.StartsWith("default-src 'none'; script-src 'sha256-", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.Contains(Digest(PageReader.Only(page, "script")), policy);
        Assert.Contains(Digest(PageReader.Only(page, "style")), policy);

        // The one address is the name of SVG, which nothing fetches.
        Assert.Equal(2, page.Split("http").Length - page.Split("http-equiv").Length + 1);
        Assert.DoesNotContain("url(", page);
        Assert.DoesNotContain("@import", page);
        Assert.DoesNotContain("src=", page);
        Assert.DoesNotContain("innerHTML", page);
    }

    [Fact]
    public void Write_NoSamples_HasNone() =>
        Assert.Equal("", PageReader.Element(HtmlReport.Write(SmallReport.New(), []), "samples"));

    private static int Detailed(string page) =>
        PageReader.Samples(page).GetProperty("details").GetProperty("row").GetArrayLength();

    private static string Digest(string text) =>
        $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";
}
