using System.Text.Json;
using GptPrompting.Evaluation.Comparisons;
using GptPrompting.Evaluation.Tests.Reports.Html;

namespace GptPrompting.Evaluation.Tests.Comparisons;

public class HtmlComparisonTests
{
    [Fact]
    public void Write_TwoRuns_HoldsTheComparisonAndBothSides()
    {
        ComparedRun a = TwoRuns.Run("runs/a", TwoRuns.Result("s1", 1), TwoRuns.Result("s2", 1, 2));
        ComparedRun b = TwoRuns.Run("runs/b", TwoRuns.Result("s2", 0, 3), TwoRuns.Result("s1", 1));
        RunComparison comparison = RunComparison.Of(a, b, TwoRuns.Arithmetic);

        string page = HtmlComparison.Write(comparison, a, b);

        JsonElement samples = PageReader.Samples(page);
        Assert.Equal(
            JsonSerializer.Serialize(JsonElement.Parse(ComparisonJson.Write(comparison))),
            JsonSerializer.Serialize(JsonElement.Parse(PageReader.Element(page, "results"))));
        Assert.Equal("""["s1 1","s2 1"]""", Output(samples, "a"));
        Assert.Equal("""["s1 1","s2 0"]""", Output(samples, "b"));
        Assert.Equal(page, HtmlComparison.Write(comparison, a, b));
    }

    [Fact]
    public void Write_HostileNames_EndNoElement()
    {
        ComparedRun a = TwoRuns.Run("</script><script>alert(1)", TwoRuns.Result("</script>", 1));

        string page = HtmlComparison.Write(RunComparison.Of(a, a, TwoRuns.Arithmetic), a, a);

        Assert.Equal(5, page.Split("<script").Length);
        Assert.Equal(5, page.Split("</script").Length);
    }

    [Fact]
    public void Write_NothingInCommon_HasNoSamples()
    {
        ComparedRun a = TwoRuns.Run("a", TwoRuns.Result("s1", 1));
        ComparedRun b = TwoRuns.Run("b", TwoRuns.Result("s2", 1));

        string page = HtmlComparison.Write(RunComparison.Of(a, b, TwoRuns.Arithmetic), a, b);

        Assert.Equal("", PageReader.Element(page, "samples"));
    }

    private static string Output(JsonElement samples, string side) =>
        JsonSerializer.Serialize(samples.GetProperty(side).GetProperty("rows").GetProperty("output"));
}
