namespace GptPrompting.Cli.Tests.Commands;

public class PromptsNewCommandTests
{
    [Fact]
    public async Task New_Name_WritesAPromptThatCheckAndRenderAccept()
    {
        using TemporaryPrompt prompt = await TemporaryPrompt.CreateAsync();

        ToolRun check = await ToolRun.OfAsync("prompts", "check", prompt.Folder);
        ToolRun render = await ToolRun.OfAsync("render", prompt.Folder, "--set", "input=Hello.", "--shots", "0");

        Assert.Equal((0, "1 prompt: 0 errors, 0 warnings\n"), (check.ExitCode, check.Output));
        Assert.Contains("\nInput: Hello.\nOutput:\n", render.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_FolderThatIsThere_ReplacesNothing()
    {
        using TemporaryPrompt prompt = await TemporaryPrompt.CreateAsync();

        ToolRun again = await ToolRun.OfAsync("prompts", "new", prompt.Folder);

        Assert.Equal((2, ""), (again.ExitCode, again.Output));
        Assert.Contains("is there already; nothing was written", again.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task New_NameThatNoPromptCanHave_ExitsWithTwo()
    {
        ToolRun run = await ToolRun.OfAsync("prompts", "new", "my mood");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("'my mood' cannot be a prompt's name", run.Error, StringComparison.Ordinal);
    }
}
