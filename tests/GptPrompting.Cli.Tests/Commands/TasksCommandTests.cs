using GptPrompting.Evaluation.Tasks;

namespace GptPrompting.Cli.Tests.Commands;

public class TasksCommandTests
{
    [Fact]
    public async Task Tasks_ListsEveryTaskWithItsDescriptionAndData()
    {
        ToolRun run = await ToolRun.OfAsync("tasks");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.All(TaskLibrary.Names, name => Assert.Contains($"| {name} ", run.Output, StringComparison.Ordinal));
        Assert.Matches(@"\| gsm8k +\| Word problems of primary school.+\| gsm8k.test.jsonl +\|\n", run.Output);
    }

    [Fact]
    public async Task Tasks_WithAnArgument_ExitsWithTwo() =>
        Assert.Equal(2, (await ToolRun.OfAsync("tasks", "gsm8k")).ExitCode);
}
