using System.Text.Json;

namespace GptPrompting.Cli.Tests.Commands;

public class PromptsListCommandTests
{
    [Fact]
    public async Task List_NoPath_ShowsThePromptsInTheBox()
    {
        ToolRun run = await ToolRun.OfAsync("prompts", "list");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("| classify/sentiment ", run.Output, StringComparison.Ordinal);
        Assert.Contains("Says whether a text sounds positive or negative.", run.Output, StringComparison.Ordinal);
        Assert.Contains("| 2 of 8  | input, [shots], [labels] ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_Json_HasTheStableProperties()
    {
        using TemporaryPrompt prompt = await TemporaryPrompt.CreateAsync();

        ToolRun run = await ToolRun.OfAsync("prompts", "list", prompt.Library, "--json");

        JsonElement listed = JsonDocument.Parse(run.Output).RootElement.GetProperty("prompts")[0];
        Assert.Equal(
            ["name", "path", "description", "default_shots", "demonstrations", "labels", "variables"],
            listed.EnumerateObject().Select(each => each.Name));
        Assert.Equal("classify/mood", listed.GetProperty("name").GetString());
        Assert.Equal("Positive", listed.GetProperty("labels")[0].GetString());
        Assert.Equal("input", listed.GetProperty("variables")[0].GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("")]
    public async Task List_NoPrompts_ExitsWithTwo(string path)
    {
        ToolRun run = await ToolRun.OfAsync("prompts", "list", path);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains($"'{path}' is no prompt, and no folder that holds one", run.Error, StringComparison.Ordinal);
    }
}
