using Spectre.Console;

namespace GptPrompting.Cli;

/// <summary>Results of prompt tests: a matrix of cases and checks, what failed and why, and the sum.</summary>
internal static class TestReport
{
    private static readonly string[] Checks = ["exact", "contains", "regex", "label", "loss_below"];

    public static void Write(IAnsiConsole console, IReadOnlyList<PromptRun> runs)
    {
        console.Write(Matrix(runs, console.Profile.Capabilities.Ansi));
        foreach (PromptRun run in runs)
        {
            foreach (PromptTestResult result in run.Results.Where(each => !each.Passed))
            {
                string reasons = string.Join("\n  ", ReasonsOf(result));
                console.Write(new Text($"{run.Name}: {result.Case.Name}\n  {reasons}\n", new Style(Color.Red)));
            }
        }

        (int passed, int failed, int errors) = Count(runs);
        console.Write(new Text(
            $"{passed} passed, {failed} failed, {Counted.Of(errors, "error")}",
            new Style(failed + errors > 0 ? Color.Red : Color.Green)));
        console.WriteLine();
    }

    public static object AsJson(IReadOnlyList<PromptRun> runs)
    {
        (int passed, int failed, int errors) = Count(runs);
        return new
        {
            Passed = passed,
            Failed = failed,
            Errors = errors,
            Cases = runs.SelectMany(run => run.Results.Select(result => new
            {
                Prompt = run.Name,
                result.Case.Name,
                result.Passed,
                result.Error,
                result.Text,
                result.Checks,
            })),
        };
    }

    /// <summary>Why a case did not pass, one line each.</summary>
    public static IEnumerable<string> ReasonsOf(PromptTestResult result) => result.Error is not null
        ? [result.Error]
        : result.Checks.Where(check => !check.Passed).Select(check => $"{check.Name}: {Visible(check.Detail)}");

    public static (int Passed, int Failed, int Errors) Count(IReadOnlyList<PromptRun> runs)
    {
        PromptTestResult[] results = [.. runs.SelectMany(run => run.Results)];
        int errors = results.Count(each => each.Error is not null);
        int passed = results.Count(each => each.Passed);
        return (passed, results.Length - passed - errors, errors);
    }

    private static Table Matrix(IReadOnlyList<PromptRun> runs, bool isTerminal)
    {
        Table table = Terminal.NewTable(isTerminal);
        table.AddColumn("prompt").AddColumn("case");
        string[] used =
            [.. Checks.Where(name => runs.Any(run => run.Results.Any(each => Find(each, name) is not null)))];
        foreach (string name in used)
        {
            table.AddColumn(new TableColumn(name).Centered().NoWrap());
        }

        foreach (PromptRun run in runs)
        {
            foreach ((int i, PromptTestResult result) in run.Results.Index())
            {
                IEnumerable<Text> cells = used.Select((name, column) => Cell(result, name, isFirst: column == 0));
                table.AddRow([new Text(i == 0 ? run.Name : ""), new Text(result.Case.Name), .. cells]);
            }
        }

        return table;
    }

    private static Text Cell(PromptTestResult result, string name, bool isFirst) => Find(result, name) switch
    {
        { Passed: true } => new Text("pass", new Style(Color.Green)),
        { Passed: false } => new Text("FAIL", new Style(Color.Red)),
        null => new Text(result.Error is not null && isFirst ? "ERROR" : "", new Style(Color.Red)),
    };

    private static PromptTestCheck? Find(PromptTestResult result, string name) =>
        result.Checks.FirstOrDefault(check => check.Name == name);

    /// <summary>Generated text may have line ends and control characters; a reason is one line.</summary>
    private static string Visible(string text) => text.ReplaceLineEndings(@"\n").Replace("\t", @"\t");
}
