using GptPrompting.Evaluation.Reports;
using GptPrompting.Evaluation.Results;
using GptPrompting.Prompts;

namespace GptPrompting.Evaluation.Tests.Reports;

public class ReportFilesTests
{
    [Fact]
    public void Json_SmallReport_IsTheGoldenFile() =>
        Assert.Equal(Case("small.json"), ReportJson.Write(SmallReport.New()));

    [Fact]
    public void Json_ReadAgain_IsTheSame()
    {
        EvaluationReport report = ReportJson.Load("Cases/Reports/small.json");

        Assert.Equal(1.0 / 3, report.Tasks[0].Figures[0].Metrics[2].Value);
        Assert.Equal(double.PositiveInfinity, report.Tasks[1].Figures[0].Metrics[0].Value);
        Assert.Equal(Case("small.json"), ReportJson.Write(report));
    }

    [Fact]
    public void Json_OtherOrderOfNames_GivesTheSameBytes()
    {
        EvaluationReport report = SmallReport.New();
        var turned = new Dictionary<string, int> { ["merged_boundary"] = 2, ["truncated"] = 1 };

        string json = ReportJson.Write(report with
        {
            Tasks = [report.Tasks[0] with { Warnings = turned }, report.Tasks[1]],
        });

        Assert.Equal(Case("small.json"), json);
    }

    [Fact]
    public void Json_NoReport_SaysWhere()
    {
        var exception = Assert.Throws<PromptFormatException>(() => ReportJson.Load("Cases/Reports/small.csv"));

        Assert.StartsWith("Cases/Reports/small.csv(1,", exception.Message);
    }

    [Fact]
    public void Csv_SmallReport_IsTheGoldenFile() =>
        Assert.Equal(Case("small.csv"), ReportCsv.Write(SmallReport.New()));

    [Fact]
    public void Markdown_SmallReport_IsTheGoldenFile() =>
        Assert.Equal(Case("small.md"), ReportMarkdown.Write(SmallReport.New()));

    [Fact]
    public void Markdown_HostileTexts_StayTexts()
    {
        EvaluationReport report = SmallReport.New();

        string markdown = ReportMarkdown.Write(report with
        {
            Tasks = [report.Tasks[1] with { Task = "<b>a|b</b>\n| x |" }],
        });

        Assert.Contains("| &lt;b>a\\|b&lt;/b> \\| x \\| | all | 0 |", markdown);
    }

    [Fact]
    public void JUnit_LimitsAndFailures_AreTheGoldenFile()
    {
        ThresholdOutcome limit = new() { Task = "sentiment", Shots = 2, Metric = "acc", Limit = 0.8, Value = 0.5 };
        SampleResult failed = SmallReport.Result() with
        {
            Sample = "s2", Variant = "without:0", Failure = "The prompt is <too> long \u0001.",
        };

        string xml = ReportJUnit.Write(
            SmallReport.New(),
            [
                limit,
                limit with { Metric = "loss", Limit = 0.5, Value = 0.25, IsMinimum = false },
                limit with { Shots = 4, Value = null },
            ],
            [SmallReport.Result(), failed]);

        Assert.Equal(Case("small.junit.xml"), xml);
    }

    [Theory]
    [InlineData(0.8, true, true)]
    [InlineData(0.79, true, false)]
    [InlineData(0.8, false, true)]
    [InlineData(0.81, false, false)]
    [InlineData(null, true, false)]
    [InlineData(double.NaN, false, false)]
    public void Threshold_Value_PassesWhereItKeepsTheLimit(double? value, bool isMinimum, bool expected)
    {
        ThresholdOutcome outcome = new()
        {
            Task = "t", Shots = 0, Metric = "acc", Limit = 0.8, Value = value, IsMinimum = isMinimum,
        };

        Assert.Equal(expected, outcome.Passed);
    }

    private static string Case(string name) => File.ReadAllText($"Cases/Reports/{name}");
}
