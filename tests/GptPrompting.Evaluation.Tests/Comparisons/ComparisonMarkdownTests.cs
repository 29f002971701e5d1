using GptPrompting.Evaluation.Comparisons;

namespace GptPrompting.Evaluation.Tests.Comparisons;

public class ComparisonMarkdownTests
{
    [Fact]
    public void Write_TwoRuns_IsTheGoldenText()
    {
        ComparedRun a = TwoRuns.Run("runs/a", TwoRuns.Result("s1", 1), TwoRuns.Result("s2", 1));
        ComparedRun b = TwoRuns.Run("runs/b", TwoRuns.Result("s1", 1), TwoRuns.Result("s2", 0));

        string markdown = ComparisonMarkdown.Write(RunComparison.Of(a, b, TwoRuns.Arithmetic));

        // 1 of 2 pairs is right in the second run; the fake arithmetic has p = 0.00002 and doubles it.
        Assert.Equal(File.ReadAllText("Cases/Reports/comparison.md"), markdown);
    }
}
